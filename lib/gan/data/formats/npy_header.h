// The header of a NumPy file, for its reader (npy_file.h) and its writer (npy_writer.h).
// Format: numpy.lib.format, "Format Version 1.0" to "3.0".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gan/base/error.h"

namespace gan {

inline constexpr std::string_view kNpyMagic = "\x93NUMPY";
inline constexpr std::int64_t kMostNpyNumbers = std::int64_t{1} << 60;

struct NpyType {
  char kind = 'u';       // as in NumPy: 'b' booleans, 'i', 'u', 'f'
  std::size_t size = 1;  // bytes of one number
};

// "uint8", "bool".
std::string name_of(NpyType type);

struct NpyHeader {
  NpyType type;
  bool big_endian = false;
  bool fortran_order = false;       // the first size varies fastest, not the last
  std::vector<std::int64_t> sizes;  // empty: a single number
  std::uint64_t numbers = 1;        // the product of the sizes
};

// Reads the dictionary of a header ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
// and white space; sizes may be Python 2's long integers, "60L"). The types are bool, int8 to
// int64, uint8 to uint64, float16 to float64. Throws `wrong`, completed, for anything else, other
// types, and sizes beyond 2^60 numbers.
NpyHeader read_npy_header(std::string_view dictionary, const Error& wrong);

}  // namespace gan
