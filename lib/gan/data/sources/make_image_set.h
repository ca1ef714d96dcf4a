// Building image sets from arrays.
#pragma once

#include <cstdint>
#include <string>

#include "gan/data/formats/idx.h"
#include "gan/data/formats/npy_file.h"
#include "gan/data/image_set.h"

namespace gan {

constexpr const char* kBuiltIn = "built in";
constexpr const char* kIdxImages = "IDX images";  // the name of a set that is not known

// The array as a uint8 tensor of its sizes; copies nothing.
at::Tensor idx_tensor(IdxArray array);
// int64 [count].
at::Tensor label_tensor(const IdxArray& labels);
// uint8, float32, or int64 for other whole numbers, of the array's sizes.
at::Tensor npy_tensor(NpyArray array);

// A set without labels of numbers [count, height, width], or [count, channels, height, width] with
// 1 or 3 channels: scaled to bytes by their pixel range, then transposed and made of the size and
// channels that the options ask for. Takes the tensor, whose bytes may be changed. Sets that are
// known by their SHA-256 get their names (sources/known_sets.h), others kIdxImages. Throws Error
// for pixels that do not fit the options' range.
ImageSet make_image_set(at::Tensor numbers, std::string source, const DataOptions& options = {});
// Built-in digits (synthetic.h) with their labels. Throws as draw_synthetic_digits() does.
ImageSet synthetic_set(std::int64_t count, std::uint64_t seed, const DataOptions& options = {});

}  // namespace gan
