// What a file that is not the expected one looks like, for errors that help.
#pragma once

#include <string>
#include <string_view>

namespace gan {

// In a few words, from a file's first 4 or more bytes, of which the first 300 can tell: "an IDX
// label file", "a PNG picture", "an ONNX model", "a web page", "an empty file"; else the first four
// bytes in hexadecimal.
std::string describe_content(std::string_view head);

}  // namespace gan
