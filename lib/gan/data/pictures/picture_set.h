// Training images from picture files.
#pragma once

#include <string>

#include "gan/base/on_progress.h"
#include "gan/data/image_set.h"
#include "gan/data/options.h"
#include "gan/data/pictures/picture_files.h"

namespace gan {

// Decodes the pictures (decode_pictures.h) into a file in image_cache_folder(), or maps the file of
// an earlier call with the same pictures and options: names, sizes and times of the files decide. A
// file that is damaged is made again. Where none can be kept, and by options.no_cache, the images
// stay in memory. Notices say so.
ImageSet load_pictures(const PictureFiles& files, const DataOptions& options,
                       const OnDecode& on_decode);

// $XDG_CACHE_HOME/gan/images, by default ~/.cache/gan/images: KEY.json for each set of pictures and
// options, and SHA-256.idx with the images. Nothing is removed from it. Throws Error as
// cache_folder().
std::string image_cache_folder();

}  // namespace gan
