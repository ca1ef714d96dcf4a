// Reading arrays from NumPy files (.npy). Writing them: npy_writer.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gan/data/formats/npy_header.h"
#include "gan/data/formats/sample_choice.h"

namespace gan {

struct NpyArray {
  NpyType type;                     // of the numbers in the file
  std::vector<std::int64_t> sizes;  // [rows read, ...]
  std::int64_t rows = 0;            // in the file
  // The numbers of the rows read, the last size varying fastest: of uint8 arrays in C's order in
  // `bytes`, of others in `values`.
  std::vector<float> values;
  std::vector<std::uint8_t> bytes;
};

// Whether the bytes begin like a NumPy file.
bool is_npy(std::string_view bytes);

// Reads the chosen entries of the first dimension, in the file's order, of an array of numbers
// (npy_header.h), in C's or Fortran's order, format versions 1 to 3, raw or packed with gzip.
// Throws Error for a file that is missing, unreadable, another kind of file, damaged, longer or
// shorter than its header says, a single number, or without numbers. All of this but damaged gzip
// data is found before memory for the numbers is allocated, at most four times the content's size.
NpyArray read_npy(const std::string& path, const SampleChoice& choice);

// The same for a file's bytes in memory; `name` stands for the path in errors.
NpyArray parse_npy(std::string_view file, const std::string& name, const SampleChoice& choice);

}  // namespace gan
