#include "gan/base/torch_error.h"

#include <new>
#include <sstream>

#include <c10/util/Exception.h>

namespace gan {

std::string first_line(const std::exception& error) {
  const auto* torch_error = dynamic_cast<const c10::Error*>(&error);
  const std::string text = torch_error ? torch_error->what_without_backtrace() : error.what();
  // A script's error is a traceback of the script, and its last line says what is wrong.
  std::string line, chosen;
  std::istringstream lines(text);
  const bool script_traceback = text.find("Traceback of TorchScript") != std::string::npos;
  while (std::getline(lines, line)) {
    if (line.find_first_not_of(" ~<") == std::string::npos) continue;
    if (chosen.empty() || script_traceback) chosen = line;
  }
  return chosen;
}

bool is_out_of_memory(const std::exception& error) {
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr ||
      dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr)
    return true;
  // LibTorch's allocator for the CPU, and CUDA's libraries, throw the general type.
  const std::string text = error.what();
  for (const char* words : {"can't allocate memory", "not enough memory", "out of memory",
                            "CUBLAS_STATUS_ALLOC_FAILED", "CUDNN_STATUS_ALLOC_FAILED"})
    if (text.find(words) != std::string::npos) return true;
  return false;
}

}  // namespace gan
