#include "gan/data/image_set.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include <ATen/Functions.h>

#include "gan/base/error.h"
#include "gan/base/home_path.h"
#include "gan/data/mnist_cache.h"
#include "gan/data/synthetic.h"

namespace gan {
namespace {

void add_labels(ImageSet& set, const std::string& folder) {
  const std::optional<std::string> path = find_idx_file(folder, IdxRole::train_labels);
  if (!path) return;
  IdxArray labels = read_idx(*path, 1);
  if (labels.sizes[0] == set.images.size(0)) set.labels = idx_tensor(std::move(labels));
}

ImageSet load_folder(const std::string& folder) {
  const std::string path = require_idx_file(folder, IdxRole::train_images);
  ImageSet set = make_image_set(read_idx(path, 3), path);
  add_labels(set, folder);
  return set;
}

ImageSet load_named(const std::string& folder, const char* named_by) {
  try {
    return load_folder(folder);
  } catch (Error& error) {
    // A wrong variable of the environment is easily overlooked.
    if (*named_by != '\0') error.hint(std::string("the folder was named by ") + named_by);
    throw;
  }
}

// A container's mount point stands ready even where nothing is mounted.
bool is_empty_folder(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored) && std::filesystem::is_empty(path, ignored);
}

// The cache is not the user's to keep right: damaged labels in it do not cost the images.
void add_cached_labels(ImageSet& set, const std::string& cache) {
  try {
    add_labels(set, cache);
  } catch (const Error&) {
    set.labels = at::Tensor();
  }
}

ImageSet load_mnist(const OnDownload& on_download) {
  CachedFile file = load_cached_mnist(IdxRole::train_images, on_download);
  ImageSet set = make_image_set(std::move(file.array), file.path);
  add_cached_labels(set, cache_dir());
  set.notice = file.notice;
  return set;
}

}  // namespace

at::Tensor idx_tensor(IdxArray array) {
  // The tensor keeps the array alive, so that nothing is copied.
  auto owner = std::make_shared<IdxArray>(std::move(array));
  return at::from_blob(
      owner->bytes.data(), owner->sizes, [owner](void*) {}, at::kByte);
}

ImageSet make_image_set(IdxArray images, std::string source) {
  ImageSet set;
  set.sha256 = sha256_of(images);
  const bool is_mnist = set.sha256 == mnist_file(IdxRole::train_images).sha256 ||
                        set.sha256 == mnist_file(IdxRole::test_images).sha256;
  set.name = is_mnist ? "MNIST" : "IDX images";
  set.source = std::move(source);
  set.images = idx_tensor(std::move(images));
  return set;
}

ImageSet synthetic_set(std::int64_t count, std::uint64_t seed) {
  SyntheticDigits digits = draw_synthetic_digits(count, seed);
  ImageSet set = make_image_set(std::move(digits.images), kBuiltIn);
  set.name = "synthetic digits";
  set.labels = idx_tensor(std::move(digits.labels));
  return set;
}

std::string named_data_folder(const std::string& data_dir) {
  if (!data_dir.empty()) return data_dir;
  const char* const variable = std::getenv("MNIST_DIR");
  if (variable == nullptr) return "";
  const std::string folder = expand_home(variable);
  return is_empty_folder(folder) ? "" : folder;
}

ImageSet load_training_images(const std::string& dataset, const std::string& data_dir,
                              const OnDownload& on_download) {
  if (dataset != "auto" && dataset != "mnist" && dataset != "synthetic")
    throw Error::usage("choosing the images")
        .at("--dataset")
        .expected("auto, mnist or synthetic")
        .found("'" + dataset + "'");
  if (dataset == "synthetic") {
    if (!data_dir.empty())
      throw Error::usage("choosing the images")
          .at("--dataset synthetic")
          .expected("no --data")
          .found("'" + data_dir + "'")
          .hint("leave one of the two out");
    return synthetic_set(kSyntheticCount, kSyntheticSeed);
  }
  const std::string named = named_data_folder(data_dir);
  if (!named.empty()) return load_named(named, data_dir.empty() ? "MNIST_DIR" : "");
  try {
    return load_mnist(on_download);
  } catch (const Error& error) {
    if (dataset == "mnist") throw;
    ImageSet set = synthetic_set(kSyntheticCount, kSyntheticSeed);
    set.notice = std::string("MNIST could not be had (") + error.what() +
                 "); the built-in synthetic digits take its place";
    return set;
  }
}

}  // namespace gan
