#include "gan/data/content_kind.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace gan {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  const char* kind;
};

constexpr std::array kSignatures = {
    Signature{"\0\0\x08\x03"sv, "an IDX image file"},
    Signature{"\0\0\x08\x01"sv, "an IDX label file"},
    Signature{"\x03\x08\0\0"sv, "an IDX image file with its bytes swapped"},
    Signature{"\x01\x08\0\0"sv, "an IDX label file with its bytes swapped"},
    Signature{"\0\0\x09"sv, "an IDX file of signed bytes"},
    Signature{"\0\0\x0b"sv, "an IDX file of 16-bit integers"},
    Signature{"\0\0\x0c"sv, "an IDX file of 32-bit integers"},
    Signature{"\0\0\x0d"sv, "an IDX file of floats"},
    Signature{"\0\0\x0e"sv, "an IDX file of doubles"},
    Signature{"\x1f\x8b"sv, "gzip data"},
    Signature{"\x89PNG"sv, "a PNG picture"},
    Signature{"\xff\xd8\xff"sv, "a JPEG picture"},
    Signature{"GIF8"sv, "a GIF picture"},
    Signature{"PK\x03\x04"sv, "a zip archive"},
    Signature{"BZh"sv, "bzip2 data"},
    Signature{"\xfd"
              "7zXZ"sv,
              "xz data"},
    Signature{"\x28\xb5\x2f\xfd"sv, "Zstandard data"},
    Signature{"7z\xbc\xaf"sv, "a 7-Zip archive"},
    Signature{"\x93NUMPY"sv, "a NumPy array"},
    Signature{"\x80\x02"sv, "a Python pickle"},
    Signature{"\x80\x03"sv, "a Python pickle"},
    Signature{"\x80\x04"sv, "a Python pickle"},
    Signature{"\x80\x05"sv, "a Python pickle"},
    Signature{"\x89HDF"sv, "an HDF5 file"},
    Signature{"%PDF"sv, "a PDF document"},
    Signature{"\x7f"
              "ELF"sv,
              "a program"},
    Signature{"version https"sv, "a Git LFS pointer"},
};

bool is_text(std::string_view head) {
  return std::all_of(head.begin(), head.end(), [](unsigned char c) {
    return std::isprint(c) != 0 || c == '\n' || c == '\r' || c == '\t';
  });
}

}  // namespace

std::string describe_content(std::string_view head) {
  for (const Signature& signature : kSignatures) {
    // A prefix shorter than the signature still tells: only 8 bytes of a label file are at hand.
    const std::size_t known = std::min(signature.bytes.size(), head.size());
    if (known >= std::min<std::size_t>(4, signature.bytes.size()) &&
        head.substr(0, known) == signature.bytes.substr(0, known))
      return signature.kind;
  }
  if (head.substr(0, 3) == "\0\0\x08"sv && head.size() > 3)
    return "an IDX file of " + std::to_string(static_cast<unsigned char>(head[3])) + " dimensions";
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && head[first] == '<') return "a web page or XML";
  if (!head.empty() && is_text(head)) return "text";
  std::string words = "unknown data (0x";
  for (const char c : head.substr(0, 4)) {
    const auto byte = static_cast<unsigned char>(c);
    words += "0123456789abcdef"[byte >> 4];
    words += "0123456789abcdef"[byte & 15];
  }
  return words + ")";
}

}  // namespace gan
