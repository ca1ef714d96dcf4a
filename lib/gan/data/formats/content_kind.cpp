#include "gan/data/formats/content_kind.h"

#include <algorithm>
#include <cctype>

#include "gan/base/text.h"

namespace gan {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  const char* kind;
  std::size_t offset = 0;
};

constexpr Signature kSignatures[] = {
    {"\0\0\x08\x03"sv, "an IDX image file"},
    {"\0\0\x08\x01"sv, "an IDX label file"},
    {"\x03\x08\0\0"sv, "an IDX image file in the wrong byte order"},
    {"\x01\x08\0\0"sv, "an IDX label file in the wrong byte order"},
    {"\0\0\x09"sv, "an IDX file of signed bytes"},
    {"\0\0\x0b"sv, "an IDX file of 16-bit integers"},
    {"\0\0\x0c"sv, "an IDX file of 32-bit integers"},
    {"\0\0\x0d"sv, "an IDX file of floats"},
    {"\0\0\x0e"sv, "an IDX file of doubles"},
    {"\x1f\x8b"sv, "gzip data"},
    {"\x89PNG"sv, "a PNG picture"},
    {"\xff\xd8\xff"sv, "a JPEG picture"},
    {"GIF8"sv, "a GIF picture"},
    {"II*\0"sv, "a TIFF picture"},
    {"MM\0*"sv, "a TIFF picture"},
    {"WEBP"sv, "a WebP picture", 8},
    {"8BPS"sv, "a Photoshop picture"},
    {"\0\0\0\x0cJXL "sv, "a JPEG XL picture"},
    {"\xff\x0a"sv, "a JPEG XL picture"},
    {"\0\0\0\x0cjP  "sv, "a JPEG 2000 picture"},
    {"ftypavif"sv, "an AVIF picture", 4},
    {"ftypavis"sv, "an AVIF picture", 4},
    {"ftyphei"sv, "a HEIC picture", 4},
    {"ftyphev"sv, "a HEIC picture", 4},
    {"ftypmif1"sv, "a HEIC picture", 4},
    {"ftypmsf1"sv, "a HEIC picture", 4},
    {"ftyp"sv, "an MP4 file", 4},
    {"PK\x03\x04"sv, "a zip archive"},
    {"BZh"sv, "bzip2 data"},
    {"\3757zXZ"sv, "xz data"},
    {"\x28\xb5\x2f\xfd"sv, "Zstandard data"},
    {"7z\xbc\xaf"sv, "a 7-Zip archive"},
    {"\x93NUMPY"sv, "a NumPy array"},
    {"\x89HDF"sv, "an HDF5 file"},
    {"%PDF"sv, "a PDF document"},
    {"\177ELF"sv, "a program"},
    {"version https"sv, "a Git LFS pointer"},
    {"x\x01"sv, "zlib data"},
    {"x\x5e"sv, "zlib data"},
    {"x\x9c"sv, "zlib data"},
    {"x\xda"sv, "zlib data"},
    {"\x04\x22\x4d\x18"sv, "LZ4 data"},
    {"Rar!"sv, "a RAR archive"},
    {"ustar"sv, "a tar archive", 257},
    {"\x80\x02\x8a\nl\xfc\x9c"sv, "a PyTorch file of the format before 1.6"},
    {"\x80\x02"sv, "a Python pickle"},
    {"\x80\x03"sv, "a Python pickle"},
    {"\x80\x04"sv, "a Python pickle"},
    {"\x80\x05"sv, "a Python pickle"},
    {"GGUF"sv, "a GGUF model"},
    {"TFL3"sv, "a TensorFlow Lite model", 4},
    {"PTMF"sv, "a PyTorch Mobile model", 4},
    {"\x08\x01\x12"sv, "a TensorFlow model"},
};

// The length of a JSON header, then the header.
bool is_safetensors(std::string_view head) {
  return head.size() > 9 && head.substr(4, 4) == "\0\0\0\0"sv && head[8] == '{' &&
         (head[9] == '"' || head[9] == '}');
}

// A protocol buffer that begins with a version from 3 to 31, then has a field of ModelProto.
bool is_onnx(std::string_view head) {
  return head.size() > 2 && head[0] == '\x08' && head[1] >= 3 && head[1] < 32 &&
         "\x12\x1a\x22\x28\x32\x3a\x42"sv.find(head[2]) != std::string_view::npos;
}

// Two letters, the file's size, four zeros.
bool is_bmp(std::string_view head) {
  return head.substr(0, 2) == "BM" && head.size() > 9 && head.substr(6, 4) == "\0\0\0\0"sv;
}

bool is_text(std::string_view head) {
  return std::all_of(head.begin(), head.end(), [](unsigned char c) {
    return std::isprint(c) != 0 || c == '\n' || c == '\r' || c == '\t';
  });
}

}  // namespace

std::string describe_content(std::string_view head) {
  if (head.empty()) return "an empty file";
  if (is_safetensors(head)) return "a safetensors file";
  for (const Signature& signature : kSignatures) {
    if (head.size() < signature.offset) continue;
    // A part of the signature is enough: for labels, the caller has only the first 8 bytes.
    const std::string_view there = head.substr(signature.offset, signature.bytes.size());
    if (there.size() >= std::min<std::size_t>(4, signature.bytes.size()) &&
        there == signature.bytes.substr(0, there.size()))
      return signature.kind;
  }
  if (is_bmp(head)) return "a BMP picture";
  if (is_onnx(head)) return "an ONNX model";
  if (head.substr(0, 3) == "\0\0\x08"sv && head.size() > 3)
    return "an IDX file of " + std::to_string(static_cast<unsigned char>(head[3])) + " dimensions";
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && head[first] == '<' && is_text(head.substr(0, first + 3)))
    return head.find("<svg") != std::string_view::npos ? "an SVG picture" : "a web page or XML";
  if (is_text(head)) return "text";
  if (head.size() > 15 && head.find_first_not_of('\0') == std::string_view::npos)
    return "nothing but zero bytes";
  return "unknown data (0x" + hex_text(head.substr(0, 4)) + ")";
}

}  // namespace gan
