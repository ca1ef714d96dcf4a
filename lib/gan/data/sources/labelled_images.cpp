#include "gan/data/sources/labelled_images.h"

#include <filesystem>
#include <string>
#include <utility>

#include "gan/data/sources/idx_images.h"
#include "gan/data/sources/make_image_set.h"
#include "gan/data/sources/mnist.h"
#include "gan/data/sources/source.h"
#include "gan/data/sources/synthetic.h"

namespace gan {
namespace {

bool is_from_cache(const ImageSet& set) {
  const std::filesystem::path path = set.source;
  return set.source != kBuiltIn && path.parent_path().string() == cache_dir();
}

void add_cached_labels(ImageSet& set, IdxRole role, const OnDownload& on_download) {
  const CachedFile labels = load_cached_mnist(role, on_download);
  set_labels(set, label_tensor(labels.array), labels.path);
}

// The pixels of the test images have the range of the training images.
DataOptions for_test(const ImageSet& training, DataOptions options) {
  options.pixel_range = name_of(training.pixels.range);
  return options;
}

}  // namespace

void require_labels(ImageSet& training, const OnDownload& on_download) {
  if (is_from_cache(training))
    add_cached_labels(training, IdxRole::train_labels, on_download);
  else if (!training.labels.defined())
    source_at(training.source).add_labels(training);
}

ImageSet load_test_images(const ImageSet& training, const DataOptions& options,
                          const LoadProgress& progress) {
  if (training.source == kBuiltIn)
    return synthetic_set(kSyntheticTestCount, kSyntheticTestSeed, options);
  if (!is_from_cache(training))
    return source_at(training.source).load_test(training, for_test(training, options), progress);
  CachedFile images = load_cached_mnist(IdxRole::test_images, progress.on_download);
  ImageSet set = make_image_set(idx_tensor(std::move(images.array)), images.path, options);
  set.notice = images.notice;
  add_cached_labels(set, IdxRole::test_labels, progress.on_download);
  return set;
}

std::optional<ImageSet> find_test_images(const ImageSet& training, const DataOptions& options,
                                         const LoadProgress& progress) {
  if (training.source != kBuiltIn && !is_from_cache(training) &&
      !source_at(training.source).has_test(training))
    return {};
  return load_test_images(training, options, progress);
}

}  // namespace gan
