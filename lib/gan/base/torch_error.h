// What LibTorch's exceptions report.
#pragma once

#include <exception>
#include <string>

namespace gan {

// The one line that says what is wrong, without LibTorch's backtrace: the first, or the first
// after a TorchScript traceback.
std::string first_line(const std::exception& error);

// Whether the error reports too little memory, of the machine or of a GPU.
bool is_out_of_memory(const std::exception& error);

}  // namespace gan
