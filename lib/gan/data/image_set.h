// The images to train on, in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <ATen/core/Tensor.h>

namespace gan {

struct ImageSet {
  at::Tensor images;   // uint8 [count, height, width] on the CPU, 0 black to 255 white
  at::Tensor labels;   // uint8 [count] on the CPU; undefined where there are none
  std::string name;    // "MNIST" (only for its very bytes), "IDX images" or "synthetic digits"
  std::string source;  // the images' file, or "built in"
  std::string sha256;  // of the images as an uncompressed IDX file
  std::string notice;  // what the user must be told: why a fallback was taken; else empty
};

// Loads the training images, and their labels if they lie beside them and are as many.
//
// `dataset`: "mnist", "synthetic" or "auto". `data_dir`: the folder with the IDX files; empty: the
// one in $MNIST_DIR. A folder so named may hold any IDX set, and an error in it is thrown. Without
// one, MNIST is taken from the cache (mnist.h), else downloaded into it, both checked against its
// SHA-256; a damaged cached file is downloaded again, which the notice says. Only where that fails
// does "auto" fall back to the synthetic digits, with the reason in the notice.
//
// `on_download` (may be empty) is told the file's name, the bytes so far and in all (0: unknown).
// Throws Error: of code usage for an unknown `dataset`, or a `data_dir` for "synthetic".
ImageSet load_training_images(const std::string& dataset, const std::string& data_dir,
                              const std::function<void(const std::string& file, std::int64_t done,
                                                       std::int64_t total)>& on_download);

}  // namespace gan
