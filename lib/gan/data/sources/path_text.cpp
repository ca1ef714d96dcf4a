#include "gan/data/sources/path_text.h"

#include <cctype>

#include <nlohmann/json.hpp>

namespace gan {
namespace {

const std::string kScheme = "file://";
constexpr const char* kDigits = "0123456789ABCDEF";

bool is_utf8(const std::string& text) {
  try {
    return !nlohmann::json(text).dump().empty();
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

int hex_value(char c) {
  const auto upper = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const std::string digits = kDigits;
  const std::size_t at = digits.find(upper);
  return at == std::string::npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::string text_of(const std::string& path) {
  if (path.empty() || path.front() != '/' || is_utf8(path)) return path;
  std::string text = kScheme;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && byte < 127 && c != '%') {
      text += c;
    } else {
      text += '%';
      text += kDigits[byte >> 4];
      text += kDigits[byte & 15];
    }
  }
  return text;
}

std::string path_of(const std::string& text) {
  if (text.compare(0, kScheme.size() + 1, kScheme + "/") != 0) return text;
  std::string path;
  for (std::size_t i = kScheme.size(); i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low < 0) {
      path += text[i];
    } else {
      path += static_cast<char>(16 * high + low);
      i += 2;
    }
  }
  return path;
}

}  // namespace gan
