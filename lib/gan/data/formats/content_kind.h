// The kind of an unexpected file, for errors that help.
#pragma once

#include <string>
#include <string_view>

namespace gan {

// A few words on a file from its first bytes, at least 4; more than 300 are not used: "an IDX label
// file", "a PNG picture", "an ONNX model", "a web page or XML", "an empty file"; else "unknown
// data" with the first four bytes in hexadecimal.
std::string describe_content(std::string_view head);

}  // namespace gan
