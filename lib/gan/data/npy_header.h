// The header of a NumPy file.
// Format: numpy.lib.format, "Format Version 1.0" to "3.0".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gan/base/error.h"

namespace gan {

enum class NpyType { uint8, float32, float64 };

// Bytes of one number.
std::size_t size_of(NpyType type);

struct NpyHeader {
  NpyType type = NpyType::uint8;
  bool big_endian = false;
  std::vector<std::int64_t> sizes;  // none: a single number
  std::uint64_t numbers = 1;        // the product of the sizes
};

// Reads the dictionary of a header ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
// and white space). Throws `wrong`, completed, for anything else, Fortran order, other types, and
// sizes beyond 2^60 numbers.
NpyHeader read_npy_header(std::string_view dictionary, const Error& wrong);

}  // namespace gan
