#include "gan/data/sources/cifar.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include <ATen/Functions.h>

#include "gan/base/byte_source.h"
#include "gan/base/error.h"
#include "gan/data/sources/make_image_set.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kCifarSide = 32;
constexpr std::size_t kCifarPicture = 3 * kCifarSide * kCifarSide;
constexpr const char* kReadingCifar = "reading CIFAR images";

// CIFAR-10 or CIFAR-100.
struct CifarKind {
  const char* folder;
  const char* classes;  // file of their names
  const char* test;
  std::size_t labels;  // bytes before a picture; the last one is the class
  std::int64_t class_count;
};

constexpr CifarKind kCifarKinds[] = {
    {"cifar-10-batches-bin", "batches.meta.txt", "test_batch.bin", 1, 10},
    {"cifar-100-binary", "fine_label_names.txt", "test.bin", 2, 100},
};

std::vector<std::string> training_files(const CifarKind& kind) {
  if (kind.labels == 2) return {"train.bin"};
  return {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin",
          "data_batch_5.bin"};
}

struct CifarPlace {
  fs::path folder;
  const CifarKind* kind;
};

bool exists_in(const fs::path& folder, const std::string& name) {
  std::error_code unknown;
  return fs::is_regular_file(folder / name, unknown);
}

std::optional<CifarPlace> find_cifar(const std::string& place) {
  for (const CifarKind& kind : kCifarKinds)
    for (const fs::path& folder : {fs::path(place), fs::path(place) / kind.folder})
      if (exists_in(folder, training_files(kind).front())) return CifarPlace{folder, &kind};
  return std::nullopt;
}

std::string content_of(const fs::path& path) {
  return read_all(FileSource(path.string(), kReadingCifar));
}

// Appends a file's pictures and labels.
void read_batch(const fs::path& path, const CifarKind& kind, std::vector<std::uint8_t>& pictures,
                std::vector<std::int64_t>& labels) {
  const std::string bytes = content_of(path);
  const std::size_t record = kind.labels + kCifarPicture;
  const Error wrong = Error(kReadingCifar).at(path.string());
  if (bytes.empty() || bytes.size() % record != 0)
    throw Error(wrong)
        .expected("records of " + std::to_string(record) + " bytes")
        .found(std::to_string(bytes.size()) + " bytes")
        .hint("the file is damaged or incomplete; copy or download it again");
  for (std::size_t at = 0; at < bytes.size(); at += record) {
    const auto label = static_cast<unsigned char>(bytes[at + kind.labels - 1]);
    if (label >= kind.class_count)
      throw Error(wrong)
          .expected("classes below " + std::to_string(kind.class_count))
          .found(std::to_string(label) + " in record " + std::to_string(at / record));
    labels.push_back(label);
    const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data()) + at + kind.labels;
    pictures.insert(pictures.end(), begin, begin + kCifarPicture);
  }
}

// A name a line; empty unless there is one for each class.
std::vector<std::string> class_names(const CifarPlace& place) {
  if (!exists_in(place.folder, place.kind->classes)) return {};
  std::istringstream lines(content_of(place.folder / place.kind->classes));
  std::vector<std::string> names;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) names.push_back(line);
  }
  const bool complete = static_cast<std::int64_t>(names.size()) == place.kind->class_count;
  return complete ? names : std::vector<std::string>();
}

ImageSet read_cifar(const CifarPlace& place, const std::vector<std::string>& files,
                    const DataOptions& options) {
  std::vector<std::uint8_t> pictures;
  std::vector<std::int64_t> labels;
  for (const std::string& name : files)
    if (exists_in(place.folder, name))
      read_batch(place.folder / name, *place.kind, pictures, labels);
  const at::Tensor images =
      at::from_blob(pictures.data(),
                    {static_cast<std::int64_t>(labels.size()), 3, kCifarSide, kCifarSide},
                    at::kByte)
          .clone();
  DataOptions bytes = options;
  if (!bytes.asked_pixel_range().given) bytes.pixel_range = "0,255";
  ImageSet set = make_image_set(images, place.folder.string(), bytes);
  set.pixels.facts.clear();
  set.name = place.kind->labels == 1 ? "CIFAR-10 files" : "CIFAR-100 files";
  set.labels = at::tensor(labels, at::kLong);
  set.classes = class_names(place);
  return set;
}

bool is_cifar_at(const std::string& place) {
  return find_cifar(place).has_value();
}

ImageSet load_cifar(const std::string& place, const DataOptions& options,
                    const LoadProgress& /*progress*/) {
  const CifarPlace found = *find_cifar(place);
  return read_cifar(found, training_files(*found.kind), options);
}

void add_cifar_labels(ImageSet& /*training*/) {}  // load_cifar() read them

bool has_cifar_test(const ImageSet& training) {
  const CifarPlace found = *find_cifar(training.source);
  return exists_in(found.folder, found.kind->test);
}

ImageSet load_cifar_test(const ImageSet& training, const DataOptions& options,
                         const LoadProgress& /*progress*/) {
  const CifarPlace found = *find_cifar(training.source);
  if (!exists_in(found.folder, found.kind->test))
    throw Error(kReadingCifar)
        .at(found.folder.string())
        .expected(std::string("test images in ") + found.kind->test)
        .found("no such file");
  return read_cifar(found, {found.kind->test}, options);
}

}  // namespace

const ImageSource& cifar_images() {
  static const ImageSource source = {is_cifar_at, load_cifar, add_cifar_labels, has_cifar_test,
                                     load_cifar_test};
  return source;
}

}  // namespace gan
