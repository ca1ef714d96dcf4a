// MNIST's files from the cache folder, or the network.
#pragma once

#include <string>

#include "gan/data/formats/idx.h"
#include "gan/data/sources/mnist.h"
#include "gan/data/sources/on_download.h"

namespace gan {

struct CachedFile {
  IdxArray array;
  std::string path;
  std::string sha256;  // of the uncompressed file
  std::string notice;  // why a file that was there was downloaded again; else empty
};

// SHA-256 of the array as an uncompressed IDX file.
std::string sha256_of(const IdxArray& array);

// MNIST's file of that role from the cache folder (mnist.h), else downloaded into it; checked
// against its SHA-256 either way. A damaged file is downloaded again. Throws Error where it cannot
// be had.
CachedFile load_cached_mnist(IdxRole role, const OnDownload& on_download);

}  // namespace gan
