// Which images to train on.
#pragma once

#include <string>
#include <vector>

#include "gan/base/field.h"
#include "gan/data/pixel_range.h"

namespace gan {

struct DataOptions {
  // auto: MNIST, or the built-in synthetic digits if it is not available; mnist: only MNIST.
  std::string dataset = "auto";
  // The folder with the IDX files, or the images' file. Empty: $MNIST_DIR unless that is empty,
  // then the cache, then a download.
  std::string data;
  // The bytes that are black and white, as parse_pixel_range() reads them.
  std::string pixel_range = "auto";
  // The name of its field; another one if the samples have a pixel range, too.
  std::string pixel_range_name = "pixel_range";

  std::vector<Field> fields();
  // Throws Error (usage) for a wrong text.
  AskedPixelRange asked_pixel_range() const;
};

}  // namespace gan
