#include "gan/report/charts/markup_text.h"

#include <cstddef>
#include <cstdint>

#include <openssl/evp.h>

namespace gan {
namespace {

constexpr const char* replacement = "\xEF\xBF\xBD";

struct Character {
  std::size_t size = 1;
  char32_t code = 0;  // also for bytes that are not UTF-8
};

// The first character, by table 3-7 of the Unicode standard.
Character decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return {1, lead};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {};
  char32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {};
    code = code << 6 | (byte(i) & 0x3FU);
  }
  constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < smallest[size] || code > 0x10FFFF || surrogate) return {};
  return {size, code};
}

bool allowed(char32_t code) {
  if (code == '\t' || code == '\n') return true;
  if (code < 0x20 || (code >= 0x7F && code < 0xA0) || (code & 0xFFFE) == 0xFFFE) return false;
  return !(code >= 0x202A && code <= 0x202E) && !(code >= 0x2066 && code <= 0x2069);
}

const char* entity(char32_t code) {
  if (code == '&') return "&amp;";
  if (code == '<') return "&lt;";
  if (code == '>') return "&gt;";
  if (code == '"') return "&quot;";
  return code == '\'' ? "&#39;" : nullptr;
}

}  // namespace

std::string markup_text(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const Character character = decode(text);
    if (!allowed(character.code))
      safe += replacement;
    else if (const char* name = entity(character.code))
      safe += name;
    else
      safe += text.substr(0, character.size);
    text.remove_prefix(character.size);
  }
  return safe;
}

std::string data_uri(const std::string& mime, std::string_view bytes) {
  std::string base64((bytes.size() + 2) / 3 * 4, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  return "data:" + mime + ";base64," + base64;
}

}  // namespace gan
