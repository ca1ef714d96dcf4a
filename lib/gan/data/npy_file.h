// Reading arrays from NumPy files (.npy). Writing them: report/npy.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gan/data/npy_header.h"

namespace gan {

struct NpyArray {
  NpyType type = NpyType::uint8;    // of the numbers in the file
  std::vector<std::int64_t> sizes;  // [rows read, ...]
  std::int64_t rows = 0;            // in the file
  std::vector<float> values;        // of the rows read, the last size varying fastest
};

// Whether bytes begin as a NumPy file does.
bool is_npy(std::string_view bytes);

// Reads the first `most_rows` entries of the first dimension (all, where there are fewer) of an
// array of uint8, float32 or float64, of either byte order, in C order, format versions 1 to 3.
// Throws Error for a file that is missing, unreadable, another kind of file, damaged, longer or
// shorter than its header says, a single number, or without numbers; all of which is found before
// memory for the numbers is taken: at most four times the file's own size.
NpyArray read_npy(const std::string& path, std::int64_t most_rows);

// The same for a file's bytes in memory; `name` stands for the path in errors.
NpyArray parse_npy(std::string_view file, const std::string& name, std::int64_t most_rows);

}  // namespace gan
