// The four files of MNIST: their names, their checksums, and finding them in a folder, the cache
// folder, or on the network.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gan/base/on_progress.h"
#include "gan/data/formats/idx.h"
#include "gan/data/sources/download.h"

namespace gan {

enum class IdxRole { train_images, train_labels, test_images, test_labels };

struct MnistFile {
  const char* name;         // "train-images-idx3-ubyte"
  const char* sha256;       // of the uncompressed bytes
  const char* gzip_sha256;  // of NAME.gz on the mirrors
};

const MnistFile& mnist_file(IdxRole role);

// The names an IDX set's file may have: raw or .gz, "-idx3" or ".idx3".
std::vector<std::string> idx_file_names(IdxRole role);

// The path of the file of that role and of one of these names in `folder`, raw preferred to .gz;
// nothing if there is none. Other names: idx_lookup.h. Throws Error if `folder` is not a folder
// that can be read.
std::optional<std::string> find_idx_file(const std::string& folder, IdxRole role);

// cache_folder()/mnist. Not created. Throws Error as cache_folder().
std::string cache_dir();

// The folders (with '/' at the end) that offer MNIST over the network, in the order to try them:
// $MNIST_MIRROR alone if set, else the public bucket of torchvision's mirror, then Google's CVDF
// storage. From each of them, only bytes with the right checksum are accepted.
std::vector<std::string> mnist_mirrors();

// Downloads NAME.gz into `folder`, which is created, and returns its path. Throws Error if that
// fails (see download()).
std::string download_mnist(const MnistFile& file, const std::string& folder,
                           const std::vector<std::string>& mirrors,
                           const DownloadProgress& on_progress);

struct CachedFile {
  IdxArray array;
  std::string path;
  std::string notice;  // why a cached file was downloaded again; else empty
};

// SHA-256 of the array as an uncompressed IDX file.
std::string sha256_of(const IdxArray& array);

// MNIST's file of that role from the cache folder, else downloaded into it; checked against its
// SHA-256 either way. A damaged file is downloaded again. Throws Error if it is not available.
CachedFile load_cached_mnist(IdxRole role, const OnDownload& on_download);

}  // namespace gan
