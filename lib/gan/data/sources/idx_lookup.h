// Finding the files of an IDX set, under the names that MNIST and its relatives have.
#pragma once

#include <optional>
#include <string>

#include "gan/data/sources/mnist.h"

namespace gan {

// What a file's name says: "emnist-letters-train-images-idx3-ubyte.gz".
struct IdxName {
  std::string set;                 // "emnist letters", or empty
  std::optional<IdxRole> role;     // none: it is no name of such a file
  bool says_which_images = false;  // train or test; else they count as train
};

// Words may be parted and written large or small as one likes, and be followed by what archives and
// browsers add: "train_images.gz", "t10k-labels-idx1-ubyte (1).GZ", "images.idx".
IdxName read_idx_name(const std::string& name);

// The file of that role in `place`: a folder, or the file of the training images itself. In a
// folder, MNIST's own names (mnist.h) come first, then those that read_idx_name() reads, in the
// folder and in folders of such names (as Kaggle packs them), then those in raw/ and */raw/ (as
// torchvision leaves them). Hidden files are passed over; of copies, the unpacked one and the
// shortest name are taken. Nothing where there is none. Throws Error where `place` is none, cannot
// be read, or has several such files that differ in more than that.
std::optional<std::string> find_idx(const std::string& place, IdxRole role);

// The same beside a file of images, of the same set by its name. For test images, the labels are
// theirs, and there is no other test set.
std::optional<std::string> find_idx_beside(const std::string& images, IdxRole role);

// The same, throwing Error where there is none, with what is there instead.
std::string require_idx(const std::string& place, IdxRole role);
std::string require_idx_beside(const std::string& images, IdxRole role);

}  // namespace gan
