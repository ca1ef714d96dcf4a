// What a file that is not the expected one looks like, for errors that help.
#pragma once

#include <string>
#include <string_view>

namespace gan {

// In a few words, from a file's first 4 or more bytes: "an IDX label file", "a PNG picture",
// "a web page"; else the first four bytes in hexadecimal.
std::string describe_content(std::string_view head);

}  // namespace gan
