#include "gan/data/sources/npy_images.h"

#include <array>
#include <filesystem>
#include <limits>
#include <optional>
#include <utility>

#include <ATen/Functions.h>

#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/data/class_names.h"
#include "gan/data/formats/content_reader.h"
#include "gan/data/formats/npy_file.h"
#include "gan/data/pictures/picture_labels.h"
#include "gan/data/sources/idx_images.h"
#include "gan/data/sources/make_image_set.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

NpyArray read_whole(const std::string& path) {
  SampleChoice all;
  all.most = std::numeric_limits<std::int64_t>::max();
  return read_npy(path, all);
}

bool is_npy_at(const std::string& place) {
  std::error_code unknown;
  return fs::is_regular_file(place, unknown) &&
         (fs::path(place).extension() == ".npy" || is_npy(content_head(place, "reading images")));
}

// The name of another file of the set; nothing if this one's name has no `from`.
std::optional<std::string> beside(const std::string& path, const std::string& from,
                                  const std::string& to) {
  std::string name = fs::path(path).filename().string();
  const std::size_t at = name.rfind(from);
  if (at == std::string::npos) return std::nullopt;
  return (fs::path(path).parent_path() / name.replace(at, from.size(), to)).string();
}

std::optional<std::string> labels_beside(const std::string& path) {
  const std::string name = fs::path(path).filename().string();
  if (name.rfind("x_", 0) == 0) return beside(path, "x_", "y_");
  if (name.rfind("X_", 0) == 0) return beside(path, "X_", "y_");
  return beside(path, "images", "labels");
}

std::optional<std::string> test_beside(const std::string& path) {
  return beside(path, "train", "test");
}

bool is_file(const std::optional<std::string>& path) {
  std::error_code unknown;
  return path && fs::is_regular_file(*path, unknown);
}

at::Tensor read_npy_labels(const std::string& path) {
  const Error wrong = Error("reading labels").at(path);
  NpyArray array = read_whole(path);
  if (array.sizes.size() != 1 && (array.sizes.size() != 2 || array.sizes[1] != 1))
    throw Error(wrong).expected("one label for each image, [n]").found(shape_text(array.sizes));
  const at::Tensor numbers = npy_tensor(std::move(array)).flatten();
  at::Tensor labels = numbers.to(at::kLong);
  const bool whole = !numbers.is_floating_point() || numbers.eq(labels).all().item<bool>();
  const auto least = labels.min().item<std::int64_t>(), most = labels.max().item<std::int64_t>();
  if (!whole || least < 0 || most > kMostLabel)
    throw Error(wrong)
        .expected("whole numbers from 0 to " + std::to_string(kMostLabel))
        .found(whole ? std::to_string(least) + " to " + std::to_string(most) : "fractions");
  return labels;
}

// [count, height, width] or [count, channels, height, width].
at::Tensor channels_first(const at::Tensor& numbers, const std::string& path) {
  const auto holds_channels = [&](std::int64_t dimension) {
    return numbers.size(dimension) == 1 || numbers.size(dimension) == 3;
  };
  if (numbers.dim() == 3) return numbers;
  if (numbers.dim() == 4 && holds_channels(1)) return numbers;
  if (numbers.dim() == 4 && holds_channels(3)) return numbers.permute({0, 3, 1, 2});
  throw Error("reading images")
      .at(path)
      .expected(
          "[n, height, width], [n, channels, height, width] or [n, height, width, channels] with 1 "
          "or 3 channels")
      .found(shape_text(numbers.sizes().vec()));
}

ImageSet read_npy_set(const std::string& path, const DataOptions& options) {
  ImageSet set = make_image_set(channels_first(npy_tensor(read_whole(path)), path), path, options);
  if (set.name == kIdxImages) set.name = "NumPy images";
  return set;
}

void add_npy_labels(ImageSet& training) {
  const std::optional<std::string> path = labels_beside(training.source);
  if (!is_file(path))
    throw Error("reading labels")
        .at(path.value_or(training.source))
        .expected("labels beside the images, in a file such as labels.npy for images.npy")
        .found("none");
  set_labels(training, read_npy_labels(*path), *path);
}

ImageSet load_npy(const std::string& place, const DataOptions& options,
                  const LoadProgress& /*progress*/) {
  ImageSet set = read_npy_set(place, options);
  try {
    if (const std::optional<std::string> labels = labels_beside(place); is_file(labels)) {
      add_npy_labels(set);
      const std::size_t classes = class_names_of(set).size();
      set.facts = std::to_string(classes) + (classes == 1 ? " class by " : " classes by ") +
                  fs::path(*labels).filename().string();
    }
  } catch (const Error&) {
    set.labels = at::Tensor();
  }
  return set;
}

bool has_npy_test(const ImageSet& training) {
  return is_file(test_beside(training.source));
}

ImageSet load_npy_test(const ImageSet& training, const DataOptions& options,
                       const LoadProgress& /*progress*/) {
  const std::optional<std::string> path = test_beside(training.source);
  if (!is_file(path))
    throw Error("reading images")
        .at(path.value_or(training.source))
        .expected("test images beside the training images: x_test.npy for x_train.npy")
        .found("none");
  ImageSet set = read_npy_set(*path, options);
  add_npy_labels(set);
  return set;
}

}  // namespace

const ImageSource& npy_images() {
  static const ImageSource source = {is_npy_at, load_npy, add_npy_labels, has_npy_test,
                                     load_npy_test};
  return source;
}

}  // namespace gan
