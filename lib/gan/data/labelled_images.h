// Labels and test images, which evaluation needs and training does not.
#pragma once

#include <optional>

#include "gan/data/image_set.h"

namespace gan {

// Gives training images, as load_training_images() returned them, their labels: those beside the
// images; for MNIST from the cache, the cached or downloaded file, checked against its SHA-256.
// Throws Error where there are none (with the names that were looked for), not as many as images,
// or damaged ones.
void require_labels(ImageSet& training, const OnDownload& on_download);

// The test images, with labels, that belong to these training images, and to no others: from the
// same folder; MNIST's from the cache or a download; synthetic digits of another seed for synthetic
// ones. Throws Error as require_labels() does.
ImageSet load_test_images(const ImageSet& training, const OnDownload& on_download);

// The same, or nothing where the folder has neither test images nor their labels.
std::optional<ImageSet> find_test_images(const ImageSet& training, const OnDownload& on_download);

}  // namespace gan
