#include "gan/base/error.h"

#include <system_error>

namespace gan {

Error& Error::set(std::string& part, std::string text) {
  part = std::move(text);
  compose();
  return *this;
}

void Error::compose() {
  message_ = doing_;
  if (!where_.empty()) message_ += ": " + where_;
  const char* separator = ": ";
  if (!expected_.empty()) {
    message_ += separator + ("expected " + expected_);
    separator = ", ";
  }
  if (!found_.empty()) message_ += separator + ("found " + found_);
  if (!hint_.empty()) message_ += "; " + hint_;
  // Parts may come from the system, a library or a damaged file. Their control characters could
  // start a new line, end what() or control the terminal.
  for (char& c : message_)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7F) c = ' ';
}

std::string system_reason(int error_number) {
  return std::generic_category().message(error_number);
}

}  // namespace gan
