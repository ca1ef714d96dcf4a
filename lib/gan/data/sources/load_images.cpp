#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <ATen/Functions.h>

#include "gan/base/environment.h"
#include "gan/base/error.h"
#include "gan/data/image_set.h"
#include "gan/data/sources/idx_images.h"
#include "gan/data/sources/idx_lookup.h"
#include "gan/data/sources/make_image_set.h"
#include "gan/data/sources/mnist.h"
#include "gan/data/sources/path_text.h"
#include "gan/data/sources/source.h"
#include "gan/data/sources/synthetic.h"

namespace gan {
namespace {

ImageSet load_named(const std::string& place, bool by_variable, const DataOptions& options,
                    const LoadProgress& progress) {
  try {
    return source_at(place).load(place, options, progress);
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

ImageSet load_mnist(const DataOptions& options, const OnDownload& on_download) {
  CachedFile file = load_cached_mnist(IdxRole::train_images, on_download);
  ImageSet set = make_image_set(idx_tensor(std::move(file.array)), file.path, options);
  set.notice = file.notice;
  try {
    const std::optional<std::string> labels = find_idx_beside(file.path, IdxRole::train_labels);
    if (labels) set_labels(set, label_tensor(read_idx(*labels, 1)), *labels);
  } catch (const Error&) {
    set.labels = at::Tensor();  // require_labels() reports the reason
  }
  return set;
}

void check(const DataOptions& options, const std::string& named) {
  const Error wrong = Error::usage("choosing the images");
  const std::string& dataset = options.dataset;
  if (dataset != "auto" && dataset != "mnist" && dataset != "synthetic")
    throw Error(wrong)
        .at("--dataset")
        .expected("auto, mnist or synthetic")
        .found("'" + dataset + "'");
  const AskedPixelRange asked = options.asked_pixel_range();
  if (asked.given && named.empty())
    throw Error(wrong)
        .at(asked.flag)
        .expected("--data with the images that it describes")
        .found("none");
  if (dataset == "synthetic" && !options.data.empty())
    throw Error(wrong)
        .at("--dataset synthetic")
        .expected("no --data")
        .found("'" + options.data + "'")
        .hint("leave one of the two out");
}

}  // namespace

std::string named_data(const std::string& data) {
  if (!data.empty()) return path_of(data);
  const std::string folder = expand_home(environment("MNIST_DIR"));
  return is_empty_folder(folder) ? "" : folder;
}

ImageSet load_training_images(const DataOptions& options, const LoadProgress& progress) {
  const bool synthetic = options.dataset == "synthetic";
  const std::string named = synthetic ? options.data : named_data(options.data);
  check(options, named);
  if (synthetic) return synthetic_set(kSyntheticCount, kSyntheticSeed, options);
  if (!named.empty()) return load_named(named, options.data.empty(), options, progress);
  try {
    return load_mnist(options, progress.on_download);
  } catch (const Error& error) {
    if (options.dataset == "mnist") throw;
    ImageSet set = synthetic_set(kSyntheticCount, kSyntheticSeed, options);
    set.notice = std::string("MNIST is not available (") + error.what() +
                 "); gan uses the built-in synthetic digits instead";
    return set;
  }
}

}  // namespace gan
