#include "gan/data/formats/npy_writer.h"

#include <cstring>

#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/data/formats/npy_header.h"

namespace gan {
namespace {

constexpr std::size_t kNpyAlignment = 64;  // of the data in the file

// Python's way to write a tuple: "()", "(3,)", "(3, 4)".
std::string tuple_text(const std::vector<std::int64_t>& shape) {
  return shape.size() == 1 ? "(" + std::to_string(shape[0]) + ",)" : shape_text(shape, '(', ')');
}

std::size_t count_of(const std::vector<std::int64_t>& shape) {
  std::int64_t count = 1;
  for (const std::int64_t size : shape) {
    if (size < 0 || (size > 0 && count > kMostNpyNumbers / size))
      throw Error("encoding an NPY file")
          .expected("sizes of 0 or more and at most 2^60 numbers")
          .found(tuple_text(shape));
    count *= size;
  }
  return static_cast<std::size_t>(count);
}

void append_little_endian(std::string& bytes, std::uint32_t value, int size) {
  for (int i = 0; i < size; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xFF);
}

}  // namespace

std::string encode_npy(const std::vector<std::int64_t>& shape, const float* values) {
  const std::size_t count = count_of(shape);
  std::string header =
      "{'descr': '<f4', 'fortran_order': False, 'shape': " + tuple_text(shape) + ", }";

  // Magic, two bytes of version, the header's size in 2 bytes (version 1) or 4 (version 2).
  const auto pad = [&header](std::size_t prefix) {
    const std::size_t used = prefix + header.size() + 1;
    return header + std::string((kNpyAlignment - used % kNpyAlignment) % kNpyAlignment, ' ') + '\n';
  };
  int version = 1;
  std::string padded = pad(10);
  if (padded.size() > 65535) {
    version = 2;
    padded = pad(12);
  }
  std::string bytes(kNpyMagic);
  bytes += static_cast<char>(version);
  bytes += '\0';
  append_little_endian(bytes, static_cast<std::uint32_t>(padded.size()), version == 1 ? 2 : 4);
  bytes += padded;
  bytes.reserve(bytes.size() + 4 * count);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &values[i], sizeof bits);
    append_little_endian(bytes, bits, 4);
  }
  return bytes;
}

}  // namespace gan
