// Which images to train on.
#pragma once

#include <string>
#include <vector>

#include "gan/base/field.h"

namespace gan {

struct DataOptions {
  // auto: MNIST, or the built-in synthetic digits where it cannot be had; mnist: never the latter.
  std::string dataset = "auto";
  // The folder with the IDX files. Empty: $MNIST_DIR unless that is empty, then the cache, then a
  // download.
  std::string data;

  std::vector<Field> fields();
};

}  // namespace gan
