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
  std::string name;        // "MNIST" (only for its very bytes), "IDX images" or "synthetic digits"
  std::string source;      // the images' file, or "built in"
  std::string sha256;      // of the images as an uncompressed IDX file
  std::string notice;      // what the user must be told: why a fallback was taken; else empty
  KnownPixelRange pixels;  // of the bytes in the file, which were scaled from others than 0 to 255;
                           // without facts where the bytes are known

  ImageShape shape() const { return {images.size(1), images.size(2)}; }
};

// Loads the training images, and their labels if they lie beside them, can be read and are as many.
//
// `dataset`: "mnist", "synthetic" or "auto". `data_dir`: the folder with the IDX files, or the
// images' file (idx_lookup.h), or its URI (path_text.h); empty: the one in $MNIST_DIR, unless
// nothing is in it. A folder so named may hold any IDX set, and an error
// in it is thrown. Without one, MNIST is taken from the cache (mnist.h), else downloaded into it,
// both checked against its SHA-256; a damaged cached file is downloaded again, which the notice
// says. Only where that fails does "auto" fall back to the synthetic digits, with the reason in the
// notice.
//
// Throws Error: of code usage for an unknown `dataset`, or a `data_dir` for "synthetic"; else for
// what cannot be read, and for pixels that do not fit `asked` (pixel_scaling.h).
ImageSet load_training_images(const std::string& dataset, const std::string& data_dir,
                              const OnDownload& on_download, const AskedPixelRange& asked = {});

// The folder that names the images by those rules; empty where none does.
std::string named_data_folder(const std::string& data_dir);

}  // namespace gan
