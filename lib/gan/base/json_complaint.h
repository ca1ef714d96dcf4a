// What is wrong with text that is not JSON, in words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gan {

struct JsonComplaint {
  std::size_t at = 0;  // the byte that it is about
  std::string expected, found, hint;
};

// About a text at whose byte `last`, or at whose end, the parser gave up with the words `message`.
JsonComplaint json_complaint(std::string_view text, std::size_t last, const std::string& message);

}  // namespace gan
