#include "gan/data/sources/source.h"

#include <filesystem>

#include "gan/base/error.h"
#include "gan/data/sources/cifar.h"
#include "gan/data/sources/idx_images.h"
#include "gan/data/sources/npy_images.h"
#include "gan/data/sources/picture_images.h"

namespace gan {

const ImageSource& source_at(const std::string& place) {
  std::error_code unknown;
  if (std::filesystem::status(place, unknown).type() == std::filesystem::file_type::not_found)
    throw Error("looking for images")
        .at(place)
        .expected("a file or folder")
        .found("none of that name");
  // The last one has the error for everything else.
  static const ImageSource* const kSources[] = {&npy_images(), &cifar_images(), &idx_images(),
                                                &picture_images()};
  for (const ImageSource* source : kSources)
    if (source->is_at(place)) return *source;
  return picture_images();
}

}  // namespace gan
