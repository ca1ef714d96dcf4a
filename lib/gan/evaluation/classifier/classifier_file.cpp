#include "gan/evaluation/classifier/classifier_file.h"

#include <charconv>
#include <filesystem>
#include <map>
#include <system_error>

#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/data/cache/cache_folder.h"
#include "gan/data/image_tensor.h"
#include "gan/evaluation/classifier/cache_file.h"
#include "gan/evaluation/classifier/classifier_training.h"
#include "gan/evaluation/measures/class_measures.h"
#include "gan/evaluation/measures/features.h"

namespace gan {
namespace {

constexpr const char* kFormat = "gan.judge";  // the name in the first version of the format
constexpr const char* kAccuracy = "test_accuracy";
constexpr const char* kTestSet = "test_sha256";

using Metadata = std::map<std::string, std::string>;

Metadata metadata_of(const std::string& key) {
  return {{"format", kFormat}, {"recipe", std::to_string(kClassifierRecipe)}, {"key", key}};
}

// Reads the classifier and the file's metadata, if the file exists. Throws Error for a damaged
// file, and for one of other images or another recipe.
void read_classifier(CachedClassifier& to, Metadata& metadata, const LabelledImages& training,
                     const std::string& key) {
  const Error wrong = Error("reading a classifier").at(to.path);
  const std::optional<CachedContent> kept = read_cached(to.path, metadata_of(key));
  if (!kept) return;
  Classifier classifier(shape_of(training.images), training.labels.max().item<std::int64_t>() + 1);
  for (auto& weights : classifier->named_parameters()) {
    if (!read_float32(kept->content, weights.key(), weights.value()))
      throw Error(wrong).expected("its " + weights.key()).found("none");
    weights.value().requires_grad_(false);
  }
  metadata = kept->content.metadata;
  if (metadata["hash"] != hash_of(classifier))
    throw Error(wrong).expected("weights with the hash in its metadata").found("others");
  to.classifier = classifier;
}

// The accuracy in the file, if it is for these test images; an empty `test_set` matches any.
std::optional<double> cached_accuracy(const Metadata& metadata, const std::string& test_set) {
  const auto set = metadata.find(kTestSet), text = metadata.find(kAccuracy);
  if (set == metadata.end() || text == metadata.end()) return {};
  if (!test_set.empty() && set->second != test_set) return {};
  double accuracy = -1;
  const char* const end = text->second.data() + text->second.size();
  const auto [rest, failure] = std::from_chars(text->second.data(), end, accuracy);
  const bool good = failure == std::errc() && rest == end && accuracy >= 0 && accuracy <= 1;
  return good ? std::optional<double>(accuracy) : std::nullopt;
}

void keep(CachedClassifier& kept, const Metadata& metadata, const at::Device& device) {
  kept.classifier->to(at::kCPU);
  Safetensors content{metadata, {}};
  for (const auto& weights : kept.classifier->named_parameters())
    content.tensors[weights.key()] = float32_view(weights.value());
  const std::string problem = write_cached(kept.path, content);
  kept.classifier->to(device);
  if (kept.notice.find(problem) != std::string::npos) return;
  kept.notice += (kept.notice.empty() ? "" : "; ") + problem;
}

std::string text_of(double number) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

}  // namespace

std::string sha256_of(const LabelledImages& set, const std::string& beginning) {
  constexpr const char* kHashing = "preparing the real images";
  if (!are_images(set.images) || set.images.scalar_type() != torch::kUInt8)
    throw Error(kHashing)
        .expected("uint8 images [count, height, width] or [count, 3, height, width]")
        .found(describe(set.images));
  std::string text = beginning;
  for (const std::int64_t size : set.images.sizes()) text += " " + std::to_string(size);
  const at::Tensor images = set.images.cpu().contiguous();
  Sha256 hash;
  hash.update(text.data(), text.size()).update(images.const_data_ptr(), images.nbytes());
  if (set.labels.defined()) {
    check_labels(set.labels, set.images.size(0), kHashing);
    const bool in_bytes = set.labels.max().item<std::int64_t>() < 256;
    const at::Tensor labels =
        set.labels.to(torch::kCPU, in_bytes ? torch::kUInt8 : torch::kInt64).contiguous();
    hash.update(labels.const_data_ptr(), labels.nbytes());
  }
  return hash.hex();
}

std::string classifier_dir() {
  namespace fs = std::filesystem;
  const fs::path cache = cache_folder();
  const fs::path folder = cache / "classifier", former = cache / "judge";
  std::error_code failure;
  if (!fs::exists(folder, failure) && fs::exists(former, failure))
    fs::rename(former, folder, failure);
  return folder.string();
}

std::string classifier_key(const LabelledImages& training) {
  std::string beginning = "judge recipe " + std::to_string(kClassifierRecipe);
  if (are_images(training.images)) {
    const std::int64_t images = training.images.size(0);
    check_labels(training.labels, images, "preparing the classifier");
    const ImageShape image = shape_of(training.images);
    const std::int64_t averaged = averaged_side(image);
    const std::int64_t passes = classifier_passes(images);
    if (averaged > 1) beginning += " averaging " + std::to_string(averaged);
    if (passes != kFewestPasses) beginning += " passes " + std::to_string(passes);
    if (const double rate = classifier_learning_rate(image); rate != kHighestLearningRate)
      beginning += " learning rate " + text_of(rate);
  }
  return sha256_of(training, beginning);
}

CachedClassifier load_or_train_classifier(const LabelledImages& training,
                                          const std::optional<LabelledImages>& test,
                                          const std::string& folder, const at::Device& device,
                                          const ClassifierProgress& on_training,
                                          const OnProgress& on_progress) {
  const std::string key = classifier_key(training);
  CachedClassifier kept;
  kept.path = folder + "/" + key + ".safetensors";
  Metadata metadata;
  try {
    read_classifier(kept, metadata, training, key);
  } catch (const Error& error) {
    kept.notice = std::string(error.what()) + "; gan trains the classifier again";
  }
  if (kept.classifier.is_empty()) {
    kept.classifier = train_classifier(training.images, training.labels, device, on_training);
    kept.trained = true;
    metadata = metadata_of(key);
    metadata["hash"] = hash_of(kept.classifier);
  }
  kept.classifier->to(device);
  kept.hash = metadata["hash"];
  // Before the accuracy is measured, so that stopping there does not lose the training.
  if (kept.trained) keep(kept, metadata, device);

  const std::string test_set = test ? sha256_of(*test, "") : "";
  kept.test_accuracy = cached_accuracy(metadata, test_set);
  if (test && !kept.test_accuracy) {
    kept.test_accuracy = accuracy_of(kept.classifier, test->images, test->labels, on_progress);
    metadata[kTestSet] = test_set;
    metadata[kAccuracy] = text_of(*kept.test_accuracy);
    keep(kept, metadata, device);
  }
  return kept;
}

}  // namespace gan
