// The images to train on, in memory.
#pragma once

#include <cstdint>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/base/image.h"
#include "gan/base/on_progress.h"
#include "gan/data/pixel_range.h"

namespace gan {

struct ImageSet {
  at::Tensor images;       // uint8 [count, height, width] on the CPU, 0 black to 255 white
  at::Tensor labels;       // uint8 [count] on the CPU; undefined where there are none
  std::string name;        // "MNIST" (only for its exact bytes), "IDX images" or "synthetic digits"
  std::string source;      // the images' file, or "built in"
  std::string sha256;      // of the images as an uncompressed IDX file
  std::string notice;      // for the user: why a fallback was used; else empty
  KnownPixelRange pixels;  // of the bytes in the file, before they were scaled to 0 to 255; its
                           // facts are empty for MNIST and synthetic digits

  ImageShape shape() const { return {images.size(1), images.size(2)}; }
};

// Loads the training images, and their labels if a readable file beside them has as many.
//
// `dataset`: "mnist", "synthetic" or "auto". `data_dir`: the folder with the IDX files, the images'
// file (idx_lookup.h), or its URI (path_text.h); empty: $MNIST_DIR, unless that folder is empty. A
// folder given this way may hold any IDX set; its errors are thrown. Without one, MNIST comes from
// the cache (mnist.h), else from a download into it; both are checked against its SHA-256. A
// damaged cached file is downloaded again, and the notice says so. If all of this fails, "auto"
// falls back to the synthetic digits, with the reason in the notice.
//
// Throws Error (usage) for an unknown `dataset`, a `data_dir` for "synthetic", and a given pixel
// range without a folder; Error for what cannot be read, and for pixels that do not fit `asked`
// (pixel_scaling.h).
ImageSet load_training_images(const std::string& dataset, const std::string& data_dir,
                              const OnDownload& on_download, const AskedPixelRange& asked = {});

// The path of the images by those rules: `data_dir` or $MNIST_DIR; empty if neither applies.
std::string named_data_folder(const std::string& data_dir);

}  // namespace gan
