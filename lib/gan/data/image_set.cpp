#include "gan/data/image_set.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include <ATen/Functions.h>

#include "gan/base/environment.h"
#include "gan/base/error.h"
#include "gan/data/make_image_set.h"
#include "gan/data/pixel_scaling.h"
#include "gan/data/sources/idx_lookup.h"
#include "gan/data/sources/mnist.h"
#include "gan/data/sources/path_text.h"
#include "gan/data/sources/synthetic.h"

namespace gan {
namespace {

// Training needs no labels, so errors are ignored here; require_labels() reports them.
void add_labels(ImageSet& set) {
  try {
    const std::optional<std::string> path = find_idx_beside(set.source, IdxRole::train_labels);
    if (!path) return;
    IdxArray labels = read_idx(*path, 1);
    if (labels.sizes[0] == set.images.size(0)) set.labels = idx_tensor(std::move(labels));
  } catch (const Error&) {
    set.labels = at::Tensor();
  }
}

ImageSet load_named(const std::string& place, bool by_variable, const AskedPixelRange& asked) {
  try {
    const std::string path = require_idx(place, IdxRole::train_images);
    ImageSet set = make_image_set(read_idx(path, 3), path, asked);
    add_labels(set);
    return set;
  } catch (Error& error) {
    // A wrong environment variable is easily overlooked.
    if (by_variable) error.hint("MNIST_DIR gave this path");
    throw;
  }
}

// A container's mount point exists even if nothing is mounted there.
bool is_empty_folder(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored) && std::filesystem::is_empty(path, ignored);
}

ImageSet load_mnist(const OnDownload& on_download) {
  CachedFile file = load_cached_mnist(IdxRole::train_images, on_download);
  ImageSet set = make_image_set(std::move(file.array), file.path);
  add_labels(set);
  set.notice = file.notice;
  return set;
}

// Scales bytes of this range to 0 to 255.
void spread_pixels(std::vector<std::uint8_t>& bytes, PixelRange range) {
  if (range == PixelRange()) return;
  std::array<std::uint8_t, 256> spread{};
  for (std::size_t i = 0; i < spread.size(); ++i) {
    const double share = (static_cast<double>(i) - range.black) / (range.white - range.black);
    spread[i] = static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0, 1.0)));
  }
  for (std::uint8_t& byte : bytes) byte = spread[byte];
}

}  // namespace

at::Tensor idx_tensor(IdxArray array) {
  // The tensor owns the array, so nothing is copied.
  auto owner = std::make_shared<IdxArray>(std::move(array));
  return at::from_blob(
      owner->bytes.data(), owner->sizes, [owner](void*) {}, at::kByte);
}

ImageSet make_image_set(IdxArray images, std::string source, const AskedPixelRange& asked) {
  ImageSet set;
  const at::Tensor bytes = at::from_blob(
      images.bytes.data(), {static_cast<std::int64_t>(images.bytes.size())}, at::kByte);
  set.pixels = find_pixel_range(bytes, asked, source);
  spread_pixels(images.bytes, set.pixels.range);
  set.sha256 = sha256_of(images);
  const bool is_mnist = set.sha256 == mnist_file(IdxRole::train_images).sha256 ||
                        set.sha256 == mnist_file(IdxRole::test_images).sha256;
  set.name = is_mnist ? "MNIST" : "IDX images";
  if (is_mnist) set.pixels.facts.clear();
  set.source = std::move(source);
  set.images = idx_tensor(std::move(images));
  return set;
}

ImageSet synthetic_set(std::int64_t count, std::uint64_t seed) {
  SyntheticDigits digits = draw_synthetic_digits(count, seed);
  ImageSet set = make_image_set(std::move(digits.images), kBuiltIn);
  set.name = "synthetic digits";
  set.pixels.facts.clear();
  set.labels = idx_tensor(std::move(digits.labels));
  return set;
}

std::string named_data_folder(const std::string& data_dir) {
  if (!data_dir.empty()) return path_of(data_dir);
  const std::string folder = expand_home(environment("MNIST_DIR"));
  return is_empty_folder(folder) ? "" : folder;
}

ImageSet load_training_images(const std::string& dataset, const std::string& data_dir,
                              const OnDownload& on_download, const AskedPixelRange& asked) {
  if (dataset != "auto" && dataset != "mnist" && dataset != "synthetic")
    throw Error::usage("choosing the images")
        .at("--dataset")
        .expected("auto, mnist or synthetic")
        .found("'" + dataset + "'");
  const std::string named = dataset == "synthetic" ? data_dir : named_data_folder(data_dir);
  if (asked.given && named.empty())
    throw Error::usage("choosing the images")
        .at(asked.flag)
        .expected("--data with the images that it describes")
        .found("none");
  if (dataset == "synthetic") {
    if (!data_dir.empty())
      throw Error::usage("choosing the images")
          .at("--dataset synthetic")
          .expected("no --data")
          .found("'" + data_dir + "'")
          .hint("leave one of the two out");
    return synthetic_set(kSyntheticCount, kSyntheticSeed);
  }
  if (!named.empty()) return load_named(named, data_dir.empty(), asked);
  try {
    return load_mnist(on_download);
  } catch (const Error& error) {
    if (dataset == "mnist") throw;
    ImageSet set = synthetic_set(kSyntheticCount, kSyntheticSeed);
    set.notice = std::string("MNIST is not available (") + error.what() +
                 "); gan uses the built-in synthetic digits instead";
    return set;
  }
}

}  // namespace gan
