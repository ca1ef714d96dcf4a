// Images from any program.
#pragma once

#include <cstdint>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/base/image.h"
#include "gan/data/formats/sample_choice.h"
#include "gan/data/pixel_scaling.h"

namespace gan {

struct SampleImages {
  at::Tensor images;           // float32 (image_tensor.h) from -1 (black) to 1 (white)
  std::int64_t available = 0;  // in the file or folder
  std::string kind;            // "float32 NumPy array", "IDX file" or "folder of pictures"
  KnownPixelRange pixels;
};

// Reads the chosen images of `path`, at least one, which must have this shape, that of the data:
// - a NumPy file (npy_file.h): [n, channels, height, width] or [n, height, width, channels]; grey
//   images also as [n, height, width] or [n, height x width];
// - an IDX file of grey images (idx.h);
// - a folder or zip archive of pictures (pictures/picture_files.h). They become grey for grey data;
//   for data in colour, one of them at least must be a file that can hold colours.
// Files may be packed with gzip. Throws Error at the file for anything else, and for pixels
// that do not fit `asked` (pixel_scaling.h).
SampleImages load_sample_images(const std::string& path, const ImageShape& shape,
                                const SampleChoice& choice, const AskedPixelRange& asked);

}  // namespace gan
