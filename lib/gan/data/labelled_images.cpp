#include "gan/data/labelled_images.h"

#include <filesystem>
#include <string>
#include <utility>

#include "gan/base/error.h"
#include "gan/data/make_image_set.h"
#include "gan/data/sources/idx_lookup.h"
#include "gan/data/sources/mnist.h"
#include "gan/data/sources/synthetic.h"

namespace gan {
namespace {

bool is_from_cache(const ImageSet& set) {
  return set.name == "MNIST" &&
         std::filesystem::path(set.source).parent_path().string() == cache_dir();
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

std::string required(const ImageSet& training, IdxRole role) {
  try {
    return require_idx_beside(training.source, role);
  } catch (Error& error) {
    throw error.hint(
        "evaluation needs the labels of the training images and, to check the classifier, "
        "labelled test images; put the file there, or give a folder with all four files by --data");
  }
}

}  // namespace

void require_labels(ImageSet& training, const OnDownload& on_download) {
  if (is_from_cache(training)) {
    CachedFile labels = load_cached_mnist(IdxRole::train_labels, on_download);
    set_labels(training, std::move(labels.array), labels.path);
  } else if (!training.labels.defined()) {
    const std::string path = required(training, IdxRole::train_labels);
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
  const std::string images = required(training, IdxRole::test_images);
  const std::string labels = required(training, IdxRole::test_labels);
  AskedPixelRange of_training;
  of_training.given = training.pixels.range;
  ImageSet set = make_image_set(read_idx(images, 3), images, of_training);
  set_labels(set, read_idx(labels, 1), labels);
  return set;
}

std::optional<ImageSet> find_test_images(const ImageSet& training, const OnDownload& on_download) {
  if (training.source != kBuiltIn && !is_from_cache(training) &&
      !find_idx_beside(training.source, IdxRole::test_images) &&
      !find_idx_beside(training.source, IdxRole::test_labels))
    return {};
  return load_test_images(training, on_download);
}

}  // namespace gan
