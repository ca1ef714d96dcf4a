// The four files of MNIST: their names, their checksums, and where they are found.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gan/data/sources/download.h"

namespace gan {

enum class IdxRole { train_images, train_labels, test_images, test_labels };

struct MnistFile {
  const char* name;         // "train-images-idx3-ubyte"
  const char* sha256;       // of the uncompressed bytes
  const char* gzip_sha256;  // of NAME.gz as the mirrors have it
};

const MnistFile& mnist_file(IdxRole role);

// The names an IDX set's file may have: raw or .gz, "-idx3" or ".idx3".
std::vector<std::string> idx_file_names(IdxRole role);

// The path of the file of that role and of one of these names in `folder`, raw preferred to .gz;
// nothing if none is there. Other names: idx_lookup.h. Throws Error if `folder` is not a folder
// that can be read.
std::optional<std::string> find_idx_file(const std::string& folder, IdxRole role);

// $XDG_CACHE_HOME/gan/mnist, by default ~/.cache/gan/mnist. Not created. Throws Error where neither
// variable nor the user database tells a home.
std::string cache_dir();

// The folders (with '/' at the end) that offer MNIST over the network, in the order to try them:
// $MNIST_MIRROR alone if set, else the public bucket of torchvision's mirror, then Google's CVDF
// storage. Whoever offers them, only bytes with the right checksum are taken.
std::vector<std::string> mnist_mirrors();

// Downloads NAME.gz into `folder`, which is created, and returns its path. Throws Error where that
// fails (see download()).
std::string download_mnist(const MnistFile& file, const std::string& folder,
                           const std::vector<std::string>& mirrors,
                           const DownloadProgress& on_progress, const DownloadLimits& limits = {});

}  // namespace gan
