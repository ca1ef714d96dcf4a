// Names of files, which may be any bytes, as the UTF-8 that JSON takes.
#pragma once

#include <string>

namespace gan {

// The path itself where it is UTF-8, else its file URI (RFC 8089): "file:///data/caf%E9" for the
// absolute path "/data/caf\xe9".
std::string text_of(const std::string& path);

// The path that a text names: the way back.
std::string path_of(const std::string& text);

}  // namespace gan
