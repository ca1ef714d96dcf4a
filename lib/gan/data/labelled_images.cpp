#include "gan/data/labelled_images.h"

#include <filesystem>
#include <string>
#include <utility>

#include "gan/base/error.h"
#include "gan/data/synthetic.h"

namespace gan {
namespace {

std::string folder_of(const ImageSet& set) {
  const std::string folder = std::filesystem::path(set.source).parent_path().string();
  return folder.empty() ? "." : folder;
}

bool is_from_cache(const ImageSet& set) {
  return set.name == "MNIST" && folder_of(set) == cache_dir();
}

void set_labels(ImageSet& set, IdxArray labels, const std::string& path) {
  const std::int64_t images = set.images.size(0);
  if (labels.sizes[0] != images)
    throw Error("reading labels")
        .at(path)
        .expected("a label for each of the " + std::to_string(images) + " images in " + set.source)
        .found(std::to_string(labels.sizes[0]));
  set.labels = idx_tensor(std::move(labels));
}

std::string required(const std::string& folder, IdxRole role) {
  try {
    return require_idx_file(folder, role);
  } catch (Error& error) {
    throw error.hint(
        "judging pictures takes the labels of the training images and, to check the "
        "judge, test images with theirs; put the file there, or name a folder that "
        "has all four by --data");
  }
}

}  // namespace

void require_labels(ImageSet& training, const OnDownload& on_download) {
  if (is_from_cache(training)) {
    CachedFile labels = load_cached_mnist(IdxRole::train_labels, on_download);
    set_labels(training, std::move(labels.array), labels.path);
  } else if (!training.labels.defined()) {
    const std::string path = required(folder_of(training), IdxRole::train_labels);
    set_labels(training, read_idx(path, 1), path);
  }
}

ImageSet load_test_images(const ImageSet& training, const OnDownload& on_download) {
  if (training.source == kBuiltIn) return synthetic_set(kSyntheticTestCount, kSyntheticTestSeed);
  if (is_from_cache(training)) {
    CachedFile images = load_cached_mnist(IdxRole::test_images, on_download);
    ImageSet set = make_image_set(std::move(images.array), images.path);
    set.notice = images.notice;
    CachedFile labels = load_cached_mnist(IdxRole::test_labels, on_download);
    set_labels(set, std::move(labels.array), labels.path);
    return set;
  }
  const std::string folder = folder_of(training);
  const std::string images = required(folder, IdxRole::test_images);
  const std::string labels = required(folder, IdxRole::test_labels);
  ImageSet set = make_image_set(read_idx(images, 3), images);
  set_labels(set, read_idx(labels, 1), labels);
  return set;
}

std::optional<ImageSet> find_test_images(const ImageSet& training, const OnDownload& on_download) {
  if (training.source != kBuiltIn && !is_from_cache(training)) {
    const std::string folder = folder_of(training);
    if (!find_idx_file(folder, IdxRole::test_images) &&
        !find_idx_file(folder, IdxRole::test_labels))
      return {};
  }
  return load_test_images(training, on_download);
}

}  // namespace gan
