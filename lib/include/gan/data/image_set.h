// The images to train on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/base/image.h"
#include "gan/base/on_progress.h"
#include "gan/data/image_tensor.h"
#include "gan/data/options.h"
#include "gan/data/pixel_range.h"

namespace gan {

struct ImageSet {
  // uint8 [count, height, width], or [count, 3, height, width] of red, green and blue, on the CPU,
  // 0 black to 255 white. Of pictures, a file mapped for reading only.
  at::Tensor images;
  at::Tensor labels;                 // int64 [count] on the CPU, from 0; undefined: there are none
  std::vector<std::string> classes;  // the name of each label; empty: they have none
  std::string name;                  // "MNIST", "Fashion-MNIST" or "KMNIST" (only for their exact
                                     // bytes), "pictures", "IDX images"
  std::string source;                // the file or folder, or "built in"
  std::string sha256;                // of the images as an uncompressed IDX file
  std::string facts;                 // for the user: classes, what was scaled and passed over
  std::string notice;                // for the user: why a fallback was used; else empty
  KnownPixelRange pixels;            // of the numbers in the file, before they were scaled to 0 to
                                     // 255; its facts are empty for known sets and pictures

  ImageShape shape() const { return shape_of(images); }
};

// Called while images are loaded; either may be empty, and may throw to stop.
struct LoadProgress {
  OnDownload on_download;
  OnDecode on_decode;
};

// Loads the training images, and their labels if there are as many.
//
// options.data names
// - a folder or a .zip archive of PNG, JPEG and WebP pictures; class folders, dataset.json or
//   metadata.jsonl are their labels (pictures/picture_labels.h). They are decoded once and kept in
//   a file (pictures/picture_set.h);
// - a folder of an IDX set, or its file of images (sources/idx_lookup.h);
// - an .npy file (sources/npy_images.h);
// - a folder of CIFAR-10's or CIFAR-100's binary version (sources/cifar.h);
// or any of these by its URI (path_text.h). Empty: $MNIST_DIR, unless that folder is empty. Without
// one, MNIST comes from the cache (mnist.h), else from a download into it; both are checked against
// its SHA-256. A damaged cached file is downloaded again, and the notice says so. If all of this
// fails, the dataset "auto" falls back to the synthetic digits, with the reason in the notice.
//
// Throws Error (usage) for an unknown dataset, `data` for "synthetic", a given pixel range without
// images that it describes, and pictures of several sizes without options.size; Error for what
// cannot be read, and for pixels that do not fit the given range (pixel_scaling.h).
ImageSet load_training_images(const DataOptions& options = {}, const LoadProgress& progress = {});

// The path of the images by those rules: `data` or $MNIST_DIR; empty if neither applies.
std::string named_data(const std::string& data);

}  // namespace gan
