#include "gan/data/image_set.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include <ATen/Functions.h>

#include "gan/base/error.h"
#include "gan/data/idx.h"
#include "gan/data/mnist.h"
#include "gan/data/sha256.h"
#include "gan/data/synthetic.h"

namespace gan {
namespace {

using OnDownload = std::function<void(const std::string&, std::int64_t, std::int64_t)>;

constexpr const char* kElsewhere =
    "name a folder with the four IDX files by --data or MNIST_DIR, or take --dataset synthetic";

std::string sha256_of(const IdxArray& array) {
  const std::string header = encode_idx_header(array.sizes);
  return Sha256()
      .update(header.data(), header.size())
      .update(array.bytes.data(), array.bytes.size())
      .hex();
}

at::Tensor tensor_of(IdxArray array) {
  // The tensor keeps the array alive, so that nothing is copied.
  auto owner = std::make_shared<IdxArray>(std::move(array));
  return at::from_blob(
      owner->bytes.data(), owner->sizes, [owner](void*) {}, at::kByte);
}

ImageSet set_of(IdxArray images, std::string source) {
  ImageSet set;
  set.sha256 = sha256_of(images);
  set.name = set.sha256 == mnist_file(IdxRole::train_images).sha256 ? "MNIST" : "IDX images";
  set.source = std::move(source);
  set.images = tensor_of(std::move(images));
  return set;
}

void add_labels(ImageSet& set, const std::string& folder) {
  const std::optional<std::string> path = find_idx_file(folder, IdxRole::train_labels);
  if (!path) return;
  IdxArray labels = read_idx(*path, 1);
  if (labels.sizes[0] == set.images.size(0)) set.labels = tensor_of(std::move(labels));
}

ImageSet load_folder(const std::string& folder) {
  const std::string path = require_idx_file(folder, IdxRole::train_images);
  ImageSet set = set_of(read_idx(path, 3), path);
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

ImageSet verified(const std::string& path) {
  ImageSet set = set_of(read_idx(path, 3), path);
  if (set.name != "MNIST")
    throw Error("reading images")
        .at(path)
        .expected(std::string("MNIST with SHA-256 ") + mnist_file(IdxRole::train_images).sha256)
        .found(set.sha256);
  return set;
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
  const MnistFile& file = mnist_file(IdxRole::train_images);
  const std::string cache = cache_dir();
  std::error_code ignored;
  std::string damaged, notice;
  if (std::filesystem::exists(cache, ignored)) {
    if (const std::optional<std::string> path = find_idx_file(cache, IdxRole::train_images)) {
      try {
        ImageSet set = verified(*path);
        add_cached_labels(set, cache);
        return set;
      } catch (const Error& error) {
        damaged = *path;
        notice = std::string(error.what()) + "; this cached file was downloaded again";
      }
    }
  }
  const std::string name = std::string(file.name) + ".gz";
  const auto on_progress = [&](std::int64_t done, std::int64_t total) {
    if (on_download) on_download(name, done, total);
  };
  std::string path;
  try {
    path = download_mnist(file, cache, mnist_mirrors(), on_progress);
  } catch (Error& error) {
    throw error.hint(damaged.empty() ? kElsewhere
                                     : "the cached " + damaged + " is damaged; " + kElsewhere);
  }
  ImageSet set = verified(path);
  // A damaged raw file would be found before the new one, each time.
  if (!damaged.empty() && damaged != path) std::filesystem::remove(damaged, ignored);
  add_cached_labels(set, cache);
  set.notice = notice;
  return set;
}

ImageSet draw_synthetic(std::string notice) {
  SyntheticDigits digits = draw_synthetic_digits(kSyntheticCount, kSyntheticSeed);
  ImageSet set = set_of(std::move(digits.images), "built in");
  set.name = "synthetic digits";
  set.labels = tensor_of(std::move(digits.labels));
  set.notice = std::move(notice);
  return set;
}

}  // namespace

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
    return draw_synthetic("");
  }
  if (!data_dir.empty()) return load_named(data_dir, "");
  const char* variable = std::getenv("MNIST_DIR");
  if (variable != nullptr && *variable != '\0') return load_named(variable, "MNIST_DIR");
  try {
    return load_mnist(on_download);
  } catch (const Error& error) {
    if (dataset == "mnist") throw;
    return draw_synthetic(std::string("MNIST could not be had (") + error.what() +
                          "); the built-in synthetic digits take its place");
  }
}

}  // namespace gan
