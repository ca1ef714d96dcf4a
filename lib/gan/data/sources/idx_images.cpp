#include "gan/data/sources/idx_images.h"

#include <filesystem>
#include <optional>
#include <utility>

#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/data/formats/content_kind.h"
#include "gan/data/formats/content_reader.h"
#include "gan/data/pictures/zip_pictures.h"
#include "gan/data/sources/idx_lookup.h"
#include "gan/data/sources/known_sets.h"
#include "gan/data/sources/make_image_set.h"

namespace gan {
namespace {

// A file that is named like one is one, so that what is wrong with it is said.
bool is_idx_at(const std::string& place) {
  std::error_code unknown;
  if (std::filesystem::is_directory(place, unknown))
    return find_idx(place, IdxRole::train_images).has_value();
  const std::string kind = describe_content(content_head(place, "reading images"));
  const bool named =
      read_idx_name(std::filesystem::path(place).filename().string()).role.has_value();
  return kind.rfind("an IDX", 0) == 0 ||
         (named && !is_zip(place) && kind.find(" picture") == std::string::npos);
}

std::string required(const ImageSet& training, IdxRole role) {
  try {
    return require_idx_beside(training.source, role);
  } catch (Error& error) {
    throw error.hint(
        "evaluation needs the labels of the training images and, to check the classifier, "
        "labelled test images; put the file there, give a folder with all four files by "
        "--data");
  }
}

void add_idx_labels(ImageSet& training) {
  const std::string path = required(training, IdxRole::train_labels);
  set_labels(training, label_tensor(read_idx(path, 1)), path);
}

ImageSet read_set(const std::string& path, const DataOptions& options) {
  ImageSet set = make_image_set(idx_tensor(read_idx(path, 3)), path, options);
  const bool unchanged = !options.asked_size() && options.channels != 3 && !options.transpose;
  if (set.name == kIdxImages && unchanged && std::filesystem::path(path).extension() == ".gz")
    if (const std::string known = known_gzip(sha256_of_file(path)); !known.empty())
      set.name = known;
  return set;
}

ImageSet load_idx(const std::string& place, const DataOptions& options,
                  const LoadProgress& /*progress*/) {
  const std::string path = require_idx(place, IdxRole::train_images);
  ImageSet set = read_set(path, options);
  // Training needs no labels, so errors are ignored here; add_idx_labels() reports them.
  try {
    if (find_idx_beside(path, IdxRole::train_labels)) add_idx_labels(set);
  } catch (const Error&) {
    set.labels = at::Tensor();
  }
  return set;
}

bool has_idx_test(const ImageSet& training) {
  return find_idx_beside(training.source, IdxRole::test_images) ||
         find_idx_beside(training.source, IdxRole::test_labels);
}

ImageSet load_idx_test(const ImageSet& training, const DataOptions& options,
                       const LoadProgress& /*progress*/) {
  const std::string images = required(training, IdxRole::test_images);
  const std::string labels = required(training, IdxRole::test_labels);
  ImageSet set = read_set(images, options);
  set_labels(set, label_tensor(read_idx(labels, 1)), labels);
  return set;
}

}  // namespace

const ImageSource& idx_images() {
  static const ImageSource source = {is_idx_at, load_idx, add_idx_labels, has_idx_test,
                                     load_idx_test};
  return source;
}

void set_labels(ImageSet& set, at::Tensor labels, const std::string& path) {
  const std::int64_t images = set.images.size(0);
  if (labels.size(0) != images)
    throw Error("reading labels")
        .at(path)
        .expected("a label for each of the " + std::to_string(images) + " images in " + set.source)
        .found(std::to_string(labels.size(0)));
  set.labels = std::move(labels);
}

}  // namespace gan
