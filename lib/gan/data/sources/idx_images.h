// Images and labels from IDX files with the names of MNIST and similar sets (idx_lookup.h).
#pragma once

#include "gan/data/sources/source.h"

namespace gan {

const ImageSource& idx_images();

// Stores the labels. Throws Error at `path` unless there is one for each image.
void set_labels(ImageSet& set, at::Tensor labels, const std::string& path);

}  // namespace gan
