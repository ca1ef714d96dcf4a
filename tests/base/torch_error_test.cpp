#include "gan/base/torch_error.h"

#include <new>
#include <stdexcept>

#include <ATen/Functions.h>
#include <c10/util/Exception.h>
#include <gtest/gtest.h>

namespace gan {
namespace {

TEST(TorchError, IsItsFirstLineWithoutTheBacktrace) {
  try {
    TORCH_CHECK(false, "shapes do not fit\nand more");
  } catch (const std::exception& error) {
    EXPECT_NE(std::string(error.what()).find("Exception raised from"), std::string::npos);
    EXPECT_EQ(first_line(error), "shapes do not fit");
  }
}

TEST(TorchError, OfAScriptStandsBehindItsTraceback) {
  const std::string begin =
      "The following operation failed in the TorchScript interpreter.\n"
      "Traceback of TorchScript, serialized code (most recent call last):\n"
      "  File \"code/x.py\", line 3, in forward\n    return a @ b\n           ~~~~~ <--- HERE\n"
      "\nTraceback of TorchScript, original code (most recent call last):\n";
  const std::string scripted =
      "  File \"x.py\", line 3, in forward\n    return a @ b\n           ~~~~~ <--- HERE\n"
      "    return c\n";
  const std::string traced = "/home/me/x.py(3): forward\n/lib/module.py(1778): _slow_forward\n";
  for (const std::string& frames : {scripted, traced}) {
    EXPECT_EQ(first_line(std::runtime_error(begin + frames + "RuntimeError: sizes differ\n")),
              "RuntimeError: sizes differ");
    EXPECT_EQ(first_line(std::runtime_error(begin + frames +
                                            "builtins.ValueError: could not run\n\n"
                                            "CPU: registered at x.cpp:1\n")),
              "builtins.ValueError: could not run");
  }
}

TEST(TorchError, OfAnythingElseIsItsText) {
  EXPECT_EQ(first_line(std::runtime_error("plain")), "plain");
  EXPECT_EQ(first_line(std::runtime_error("")), "");
}

TEST(OutOfMemory, IsTheMachinesTheGpusAndTheLibraries) {
  EXPECT_TRUE(is_out_of_memory(std::bad_alloc()));
  EXPECT_TRUE(is_out_of_memory(c10::OutOfMemoryError({}, "CUDA out of memory. Tried to allocate")));
  try {
    at::empty({std::int64_t{1} << 50});
    ADD_FAILURE();
  } catch (const std::exception& error) {
    EXPECT_TRUE(is_out_of_memory(error)) << error.what();
  }
  EXPECT_TRUE(is_out_of_memory(std::runtime_error("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when")));
}

TEST(OutOfMemory, NothingElseIs) {
  EXPECT_FALSE(is_out_of_memory(std::runtime_error("CUDA error: an illegal memory access")));
  EXPECT_FALSE(is_out_of_memory(c10::Error({}, "no kernel image is available")));
}

}  // namespace
}  // namespace gan
