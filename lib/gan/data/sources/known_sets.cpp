#include "gan/data/sources/known_sets.h"

#include "gan/data/sources/mnist.h"

namespace gan {

std::string known_set(const std::string& sha256) {
  for (const IdxRole role : {IdxRole::train_images, IdxRole::test_images})
    if (sha256 == mnist_file(role).sha256) return "MNIST";
  return "";
}

}  // namespace gan
