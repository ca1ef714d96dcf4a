// Building image sets from arrays.
#pragma once

#include <cstdint>
#include <string>

#include "gan/data/formats/idx.h"
#include "gan/data/image_set.h"

namespace gan {

constexpr const char* kBuiltIn = "built in";

// The array as a uint8 tensor of its sizes; copies nothing.
at::Tensor idx_tensor(IdxArray array);
// Images [count, height, width] as a set without labels. MNIST's test images are named "MNIST",
// too. Throws Error for pixels that do not fit `asked`.
ImageSet make_image_set(IdxArray images, std::string source, const AskedPixelRange& asked = {});
// Built-in digits (synthetic.h) with their labels. Throws as draw_synthetic_digits() does.
ImageSet synthetic_set(std::int64_t count, std::uint64_t seed);

}  // namespace gan
