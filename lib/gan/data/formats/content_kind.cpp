#include "gan/data/formats/content_kind.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace gan {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  const char* kind;
  std::size_t offset = 0;
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
    Signature{"\x89HDF"sv, "an HDF5 file"},
    Signature{"%PDF"sv, "a PDF document"},
    Signature{"\x7f"
              "ELF"sv,
              "a program"},
    Signature{"version https"sv, "a Git LFS pointer"},
    Signature{"x\x01"sv, "zlib data"},
    Signature{"x\x5e"sv, "zlib data"},
    Signature{"x\x9c"sv, "zlib data"},
    Signature{"x\xda"sv, "zlib data"},
    Signature{"\x04\x22\x4d\x18"sv, "LZ4 data"},
    Signature{"Rar!"sv, "a RAR archive"},
    Signature{"ustar"sv, "a tar archive", 257},
    Signature{"\x80\x02\x8a\nl\xfc\x9c"sv, "a PyTorch file of the format before 1.6"},
    Signature{"\x80\x02"sv, "a Python pickle"},
    Signature{"\x80\x03"sv, "a Python pickle"},
    Signature{"\x80\x04"sv, "a Python pickle"},
    Signature{"\x80\x05"sv, "a Python pickle"},
    Signature{"GGUF"sv, "a GGUF model"},
    Signature{"TFL3"sv, "a TensorFlow Lite model", 4},
    Signature{"PTMF"sv, "a PyTorch Mobile model", 4},
    Signature{"\x08\x01\x12"sv, "a TensorFlow model"},
};

// The length of a JSON header, then the header.
bool is_safetensors(std::string_view head) {
  return head.size() > 9 && head.substr(4, 4) == "\0\0\0\0"sv && head[8] == '{' &&
         (head[9] == '"' || head[9] == '}');
}

// A protocol buffer that begins with a version of 3 to 31 and goes on with a field of ModelProto.
bool is_onnx(std::string_view head) {
  return head.size() > 2 && head[0] == '\x08' && head[1] >= 3 && head[1] < 32 &&
         "\x12\x1a\x22\x28\x32\x3a\x42"sv.find(head[2]) != std::string_view::npos;
}

bool is_text(std::string_view head) {
  return std::all_of(head.begin(), head.end(), [](unsigned char c) {
    return std::isprint(c) != 0 || c == '\n' || c == '\r' || c == '\t';
  });
}

}  // namespace

std::string describe_content(std::string_view head) {
  if (is_safetensors(head)) return "a safetensors file";
  for (const Signature& signature : kSignatures) {
    if (head.size() < signature.offset) continue;
    // A prefix shorter than the signature still tells: only 8 bytes of a label file are at hand.
    const std::string_view there = head.substr(signature.offset, signature.bytes.size());
    if (there.size() >= std::min<std::size_t>(4, signature.bytes.size()) &&
        there == signature.bytes.substr(0, there.size()))
      return signature.kind;
  }
  if (is_onnx(head)) return "an ONNX model";
  if (head.substr(0, 3) == "\0\0\x08"sv && head.size() > 3)
    return "an IDX file of " + std::to_string(static_cast<unsigned char>(head[3])) + " dimensions";
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && head[first] == '<' && is_text(head.substr(0, first + 3)))
    return "a web page or XML";
  if (!head.empty() && is_text(head)) return "text";
  if (head.size() > 15 && head.find_first_not_of('\0') == std::string_view::npos)
    return "nothing but zero bytes";
  std::string words = "unknown data (0x";
  for (const char c : head.substr(0, 4)) {
    const auto byte = static_cast<unsigned char>(c);
    words += "0123456789abcdef"[byte >> 4];
    words += "0123456789abcdef"[byte & 15];
  }
  return words + ")";
}

}  // namespace gan
