// Reads and checks the JSON header of a safetensors file.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gan/base/error.h"
#include "gan/storage/safetensors/safetensors.h"

namespace gan {

constexpr std::uint64_t kMostHeaderBytes = std::uint64_t{16} << 20;
constexpr std::uint64_t kMostSafetensorsBytes = std::uint64_t{4} << 30;

// Where the bytes of a tensor are, counted from the end of the header.
struct TensorPlace {
  ElementType type = ElementType::u8;
  std::vector<std::int64_t> shape;
  std::uint64_t begin = 0, end = 0;
};

struct SafetensorsHeader {
  std::map<std::string, std::string> metadata;
  std::map<std::string, TensorPlace> tensors;
};

// Its name in files: "F32".
const char* name_of(ElementType type);

// Reads a header, with its trailing spaces, of a file with `data_bytes` bytes of tensors. Throws
// `wrong`, with expected and found, for an invalid header and one that does not describe exactly
// these bytes.
SafetensorsHeader read_safetensors_header(std::string_view json, std::uint64_t data_bytes,
                                          const Error& wrong);

}  // namespace gan
