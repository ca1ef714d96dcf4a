#include "gan/data/sources/path_text.h"

#include <charconv>

#include "gan/base/text.h"

namespace gan {
namespace {

const std::string kScheme = "file://";

}  // namespace

std::string text_of(const std::string& path) {
  if (path.empty() || path.front() != '/' || is_utf8(path)) return path;
  return kScheme + percent_escaped(path);
}

std::string path_of(const std::string& text) {
  if (text.compare(0, kScheme.size() + 1, kScheme + "/") != 0) return text;
  std::string path;
  for (std::size_t i = kScheme.size(); i < text.size(); ++i) {
    unsigned int byte = 0;
    const char* const digits = text.data() + i + 1;
    const bool escaped = text[i] == '%' && i + 2 < text.size() &&
                         std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
    path += escaped ? static_cast<char>(byte) : text[i];
    if (escaped) i += 2;
  }
  return path;
}

}  // namespace gan
