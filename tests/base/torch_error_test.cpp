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

TEST(TorchError, OfAScriptIsTheLastLine) {
  const std::runtime_error error(
      "The following operation failed in the TorchScript interpreter.\n"
      "Traceback of TorchScript (most recent call last):\n"
      "  File \"x.py\", line 3, in forward\n    return a @ b\n           ~~~~~ <--- HERE\n"
      "RuntimeError: sizes differ\n");
  EXPECT_EQ(first_line(error), "RuntimeError: sizes differ");
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
