// Decodes all pictures of a folder or archive into one file of images.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "gan/base/image.h"
#include "gan/base/on_progress.h"
#include "gan/data/options.h"
#include "gan/data/pictures/image_file.h"
#include "gan/data/pictures/picture_files.h"

namespace gan {

struct DamagedPicture {
  std::int64_t index;  // in PictureFiles::pictures()
  std::string why;
};

struct DecodedPictures {
  MappedImages mapped;
  ImageShape shape;
  std::vector<DamagedPicture> damaged;  // which `mapped` lacks; sorted
  std::int64_t transparent = 0;         // with transparent pixels, which lie on the background
  std::int64_t scaled = 0;              // of another size in their file
};

// Makes the file to write into, for so many images of this shape.
using MakeImageFile = std::function<std::unique_ptr<ImageFile>(std::int64_t, const ImageShape&)>;

// On LibTorch's number of threads. Pictures are read one by one, so that memory is needed for a few
// at a time. Throws Error for pictures of several sizes unless options.size is given, for more
// damaged ones than options.skip_damaged, and for what the file throws.
DecodedPictures decode_pictures(const PictureFiles& files, const DataOptions& options,
                                const OnDecode& on_decode, const MakeImageFile& make_file);

// Throws Error, with some of their names, for more damaged pictures than are to be skipped.
void check_damaged(const PictureFiles& files, const std::vector<DamagedPicture>& damaged,
                   std::int64_t most);

}  // namespace gan
