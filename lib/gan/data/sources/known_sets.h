// Sets of images that are known by their content.
#pragma once

#include <string>

namespace gan {

// "MNIST" for the SHA-256 of its training or test images as an uncompressed IDX file; empty for
// other sets.
std::string known_set(const std::string& sha256);

// "Fashion-MNIST" or "KMNIST" for the SHA-256 of its training or test images as they are
// distributed, IDX files compressed by gzip; empty for other files.
std::string known_gzip(const std::string& sha256);

}  // namespace gan
