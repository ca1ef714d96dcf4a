// The kinds of images that --data may name.
#pragma once

#include <string>

#include "gan/data/image_set.h"

namespace gan {

struct ImageSource {
  // Whether `place`, a file or folder, holds such images.
  bool (*is_at)(const std::string& place);
  // The training images there, with the labels that can be read. Throws Error for images that
  // cannot be read.
  ImageSet (*load)(const std::string& place, const DataOptions& options,
                   const LoadProgress& progress);
  // Adds the labels that load() left out. Throws Error with the reason if there are none.
  void (*add_labels)(ImageSet& training);
  // Whether there are test images, or labels of some, that belong to these training images.
  bool (*has_test)(const ImageSet& training);
  // The test images with their labels. Throws Error for those that are missing or cannot be read.
  ImageSet (*load_test)(const ImageSet& training, const DataOptions& options,
                        const LoadProgress& progress);
};

// That of the images at `place`, or of the training images with this source. To add one, add a pair
// of files and an entry to the table in source.cpp.
const ImageSource& source_at(const std::string& place);

}  // namespace gan
