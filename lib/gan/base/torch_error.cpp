#include "gan/base/torch_error.h"

#include <algorithm>
#include <cctype>
#include <new>
#include <sstream>

#include <c10/util/Exception.h>

namespace gan {
namespace {

bool names_an_exception(const std::string& line) {
  const std::size_t name_end = line.find(": ");
  return name_end != std::string::npos && name_end > 0 &&
         std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(name_end),
                     [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '.'; });
}

bool says(const std::exception& error, std::initializer_list<const char*> words) {
  const std::string text = error.what();
  return std::any_of(words.begin(), words.end(),
                     [&](const char* word) { return text.find(word) != std::string::npos; });
}

// LibTorch's CPU allocator throws a general c10::Error, not OutOfMemoryError.
bool is_out_of_host_memory(const std::exception& error) {
  return dynamic_cast<const std::bad_alloc*>(&error) != nullptr ||
         says(error, {"can't allocate memory", "not enough memory"});
}

}  // namespace

bool is_out_of_memory(const std::exception& error) {
  // For CUDA's libraries, LibTorch throws a general c10::Error.
  return is_out_of_host_memory(error) ||
         dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr ||
         says(error, {"out of memory", "CUBLAS_STATUS_ALLOC_FAILED", "CUDNN_STATUS_ALLOC_FAILED"});
}

std::string first_line(const std::exception& error) {
  if (is_out_of_host_memory(error)) return "too little memory";
  const auto* torch_error = dynamic_cast<const c10::Error*>(&error);
  const std::string text = torch_error ? torch_error->what_without_backtrace() : error.what();
  // A script's error is a traceback of the script, then "RuntimeError: what is wrong", then perhaps
  // much more.
  const std::size_t traceback = text.rfind("Traceback of TorchScript");
  std::string line, first;
  std::istringstream lines(traceback == std::string::npos ? text : text.substr(traceback));
  while (std::getline(lines, line)) {
    if (first.empty() && line.find_first_not_of(' ') != std::string::npos) first = line;
    if (traceback != std::string::npos && names_an_exception(line)) return line;
  }
  return first;
}

}  // namespace gan
