// What LibTorch's exceptions say.
#pragma once

#include <exception>
#include <string>

namespace gan {

// The one line that says what is wrong, without LibTorch's backtrace: the first, or the first
// behind a TorchScript traceback.
std::string first_line(const std::exception& error);

// Whether it says that memory, the machine's or a GPU's, did not suffice.
bool is_out_of_memory(const std::exception& error);

}  // namespace gan
