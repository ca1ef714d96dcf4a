#include "gan/data/sources/path_text.h"

#include <charconv>

#include <nlohmann/json.hpp>

namespace gan {
namespace {

const std::string kScheme = "file://";

bool is_utf8(const std::string& text) {
  try {
    return !nlohmann::json(text).dump().empty();
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

}  // namespace

std::string text_of(const std::string& path) {
  if (path.empty() || path.front() != '/' || is_utf8(path)) return path;
  std::string text = kScheme;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && byte < 127 && c != '%')
      text += c;
    else
      text += {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
  }
  return text;
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
