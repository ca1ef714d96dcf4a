// Finding the files of an IDX set by the names that MNIST and similar sets use.
#pragma once

#include <optional>
#include <string>

#include "gan/data/sources/mnist.h"

namespace gan {

// What a file's name says: "emnist-letters-train-images-idx3-ubyte.gz".
struct IdxName {
  std::string set;                 // "emnist letters", or empty
  std::optional<IdxRole> role;     // none: not the name of such a file
  bool says_which_images = false;  // has train or test in it; without: train
};

// Separators, upper and lower case do not matter. Archives and browsers may have added endings:
// "train_images.gz", "t10k-labels-idx1-ubyte (1).GZ", "images.idx".
IdxName read_idx_name(const std::string& name);

// The file of that role in `place`: a folder, or the file of the training images itself. In a
// folder, MNIST's own names (mnist.h) come first, then those that read_idx_name() reads, in the
// folder and in folders of such names (as Kaggle packs them), then those in raw/ and */raw/ (as
// torchvision leaves them). Skips hidden files; of copies, prefers unpacked ones, then the
// shortest name. Returns nothing if there is no such file. Throws Error if `place` does not exist
// or cannot be read, or if it has several such files that are not copies.
std::optional<std::string> find_idx(const std::string& place, IdxRole role);

// The same beside a file of images, for files of the same set by their names. For test images,
// train_labels are their labels, and there is no other test set.
std::optional<std::string> find_idx_beside(const std::string& images, IdxRole role);

// The same, but throws Error if there is none, with a list of the folder's content.
std::string require_idx(const std::string& place, IdxRole role);
std::string require_idx_beside(const std::string& images, IdxRole role);

}  // namespace gan
