// Labels and test images, which evaluation needs and training does not.
#pragma once

#include <optional>

#include "gan/data/image_set.h"

namespace gan {

// Adds the labels to training images from load_training_images(): those of their source; for MNIST
// from the cache, the cached or downloaded file, checked against its SHA-256. Throws Error for
// missing labels (with the file names tried), damaged ones, and more or fewer than images.
void require_labels(ImageSet& training, const OnDownload& on_download);

// The labelled test images of the same set as these training images, which were loaded by
// `options`: from the same source; for MNIST from the cache, from the cache or a download; for
// synthetic digits, digits of another seed. Throws Error as require_labels() does.
ImageSet load_test_images(const ImageSet& training, const DataOptions& options,
                          const LoadProgress& progress);

// The same, or nothing if the source has neither test images nor their labels.
std::optional<ImageSet> find_test_images(const ImageSet& training, const DataOptions& options,
                                         const LoadProgress& progress);

}  // namespace gan
