// The IDX format of MNIST: a magic number (0, 0, element type, number of dimensions), each
// dimension's size as a big-endian 32-bit integer, then the elements, the last dimension varying
// fastest. Only unsigned bytes (type 8) are read and written; labels are read from signed bytes,
// 16-bit and 32-bit integers, too.
// Format: "The MNIST database of handwritten digits" (LeCun, Cortes, Burges), its last section.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gan {

struct IdxArray {
  std::vector<std::int64_t> sizes;  // [count, height, width] of images, [count] of labels
  std::vector<std::uint8_t> bytes;  // the elements, without the header
};

// Reads images (`dimensions` 3) or labels from 0 to 255 (1), raw or packed with gzip: the
// content decides, not the name. Throws Error for a file that is missing, a folder, unreadable,
// empty, truncated, over-long, of another kind, damaged, or has a size of zero. The header is
// checked against the file's size, and against what its gzip data can hold, before memory for the
// elements is allocated.
IdxArray read_idx(const std::string& path, int dimensions);

// The same for a file's bytes in memory; `name` stands for the path in errors.
IdxArray parse_idx(std::string_view file, const std::string& name, int dimensions);

// The header for these sizes; followed by the elements, it is an uncompressed IDX file.
// Throws Error for a size beyond 32 bits.
std::string encode_idx_header(const std::vector<std::int64_t>& sizes);
// The whole file; `bytes`: as many as the product of the sizes.
std::string encode_idx(const std::vector<std::int64_t>& sizes, const std::uint8_t* bytes);

}  // namespace gan
