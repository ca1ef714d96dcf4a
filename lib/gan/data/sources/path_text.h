// Paths, which may be any bytes, as UTF-8 text for JSON.
#pragma once

#include <string>

namespace gan {

// The path itself if it is UTF-8, else its file URI (RFC 8089): "file:///data/caf%E9" for the
// absolute path "/data/caf\xe9".
std::string text_of(const std::string& path);

// The inverse: the path of such a text.
std::string path_of(const std::string& text);

}  // namespace gan
