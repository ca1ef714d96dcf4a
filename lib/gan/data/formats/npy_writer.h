// Writing arrays as NumPy files (.npy). Reading them: npy_file.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gan {

// The bytes of an .npy file (NumPy's format 1.0, or 2.0 where the header is longer than 65,535
// bytes) of little-endian float32 in C order; numpy.load reads it. values: as many as the product
// of shape, row-major; an empty shape is a single number. Throws Error when a size is negative or
// the array has more than 2^60 numbers.
std::string encode_npy(const std::vector<std::int64_t>& shape, const float* values);

}  // namespace gan
