// Images that any program drew.
#pragma once

#include <cstdint>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/base/image_shape.h"
#include "gan/data/pixel_range.h"

namespace gan {

struct SampleImages {
  at::Tensor images;           // float32 [count, height, width] from -1 (black) to 1 (white)
  std::int64_t available = 0;  // in the file or folder
  std::string kind;            // "float32 NumPy array", "IDX file" or "folder of PNG pictures"
  PixelRange range = PixelRange::automatic;  // that was taken
};

// Reads the first `most` images of `path`, which must have this size:
// - a NumPy file (npy_file.h): [n, height, width], [n, 1, height, width], [n, height, width, 1] or
//   [n, height x width];
// - an IDX file of images (idx.h), raw or packed with gzip;
// - a folder, whose files with names on .png (png_file.h) are taken in the names' order.
// `range`: what the numbers mean (scale_pixels); bytes are from 0 to 255 if nothing else is said.
// Throws Error for anything else, naming the file.
SampleImages load_sample_images(const std::string& path, ImageShape size, std::int64_t most,
                                PixelRange range);

}  // namespace gan
