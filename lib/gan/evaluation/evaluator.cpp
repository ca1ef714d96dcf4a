#include "gan/evaluation/evaluator.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <nlohmann/json.hpp>

#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/base/text.h"
#include "gan/data/image_tensor.h"
#include "gan/evaluation/classifier/cache_file.h"
#include "gan/evaluation/classifier/classifier_file.h"
#include "gan/evaluation/evaluation.h"
#include "gan/evaluation/evaluation_json.h"
#include "gan/evaluation/feature_network.h"
#include "gan/evaluation/measures/class_measures.h"
#include "gan/evaluation/reference_set.h"

namespace gan {
namespace {

constexpr std::uint64_t kRowSeed = 1;

LabelledImages labelled(const ImageSet& set) {
  return {set.images, set.labels};
}

std::string name_of(const ImageSet& set, bool training) {
  return set.name + (training ? ", training images" : ", test images");
}

// The evaluation of the images that `draw` returns, `count` of `set`: from its cache file if there
// is one.
Evaluation kept_or_evaluated(const Evaluator& evaluator, const std::string& name,
                             const std::string& set, std::int64_t count,
                             const OnProgress& on_progress,
                             const std::function<at::Tensor()>& draw) {
  const std::string of = std::to_string(kMeasuresVersion) + " " +
                         evaluator.reference().features_hash + " " + evaluator.reference().sha256 +
                         " " + evaluator.reference().name + " " + name + " " + set + " " +
                         std::to_string(count);
  const std::string path =
      classifier_dir() + "/evaluation-" + sha256_of(of.data(), of.size()) + ".safetensors";
  try {
    if (const std::optional<CachedContent> kept =
            read_cached(path, {{"format", "gan.evaluation"}, {"of", of}}))
      return evaluation_from_json(
          nlohmann::ordered_json::parse(kept->content.metadata.at("evaluation")), path);
  } catch (const std::exception&) {
    // A damaged cache file is replaced.
  }
  Evaluation evaluation = evaluator.evaluate(draw(), name, on_progress);
  write_cached(
      path,
      {{{"format", "gan.evaluation"}, {"of", of}, {"evaluation", to_json(evaluation).dump()}}, {}});
  return evaluation;
}

void check_against(Against against, const std::optional<ImageSet>& test) {
  if (against == Against::test && !test)
    throw Error("evaluating against test images").expected("test images").found("none");
}

}  // namespace

void check_classes(const ImageSet& training, std::int64_t samples) {
  constexpr const char* kPreparingClassifier = "preparing the classifier";
  const Error wrong = Error(kPreparingClassifier).at(training.source);
  const std::int64_t images = training.images.size(0);
  if (!training.labels.defined())
    throw Error(wrong)
        .expected("at least " + count_text(2 * kFewestOfAClass) +
                  " images with labels of 2 classes")
        .found(count_text(images) + " images without labels");
  check_labels(training.labels, images, kPreparingClassifier);
  const std::int64_t named = training.labels.max().item<std::int64_t>() + 1;
  check_classifiable(training.shape(), std::max<std::int64_t>(named, 2));
  const auto classes = training.labels.bincount().gt(0).sum().item<std::int64_t>();
  if (classes < 2)
    throw Error(wrong)
        .expected("images of at least 2 classes")
        .found(count_text(images) + " of 1 class");
  if (images < classes * kFewestOfAClass)
    throw Error(wrong)
        .expected("at least " + count_text(classes * kFewestOfAClass) + " images, " +
                  std::to_string(kFewestOfAClass) + " for each of " + count_text(classes) +
                  " classes on average")
        .found(count_text(images));
  check_probabilities(samples, named);
}

struct Evaluator::Parts {
  std::optional<CachedClassifier> classifier;
  std::unique_ptr<const FeatureExtractor> extractor;
  ReferenceSet reference;
  std::optional<ImageSet> others;  // real images that are not in the reference
};

Evaluator::Evaluator(const ImageSet& training, const std::optional<ImageSet>& test, Against against,
                     const at::Device& device, const ClassifierProgress& on_training,
                     const OnProgress& on_progress) {
  check_against(against, test);
  auto parts = std::make_shared<Parts>();
  const CachedClassifier& classifier = parts->classifier.emplace(load_or_train_classifier(
      labelled(training), test ? std::optional(labelled(*test)) : std::nullopt, classifier_dir(),
      device, on_training, on_progress));
  parts->extractor = std::make_unique<ClassifierFeatures>(classifier.classifier);
  prepare(std::move(parts), training, test, against, on_progress);
}

Evaluator::Evaluator(const ImageSet& training, const std::optional<ImageSet>& test, Against against,
                     const std::string& network, const at::Device& device,
                     const OnProgress& on_progress) {
  check_against(against, test);
  auto parts = std::make_shared<Parts>();
  parts->extractor = std::make_unique<FeatureNetwork>(network, device);
  prepare(std::move(parts), training, test, against, on_progress);
}

void Evaluator::prepare(std::shared_ptr<Parts> parts, const ImageSet& training,
                        const std::optional<ImageSet>& test, Against against,
                        const OnProgress& on_progress) {
  const bool train = against == Against::train;
  const ImageSet& real = train ? training : *test;
  parts->reference = load_or_make_reference_set(
      *parts->extractor, labelled(real), name_of(real, train), classifier_dir(), on_progress);
  if (test) {
    parts->others = train ? *test : training;
    parts->others->name = "real: " + name_of(*parts->others, !train);
  }
  parts_ = std::move(parts);
}

const std::optional<CachedClassifier>& Evaluator::classifier() const {
  return parts_->classifier;
}

const ReferenceSet& Evaluator::reference() const {
  return parts_->reference;
}

Evaluation Evaluator::evaluate(const at::Tensor& samples, const std::string& name,
                               const OnProgress& on_progress, const at::Tensor& labels) const {
  EvaluationOptions options;
  options.on_progress = on_progress;
  options.labels = labels;
  return gan::evaluate(*parts_->extractor, samples, name, parts_->reference, options);
}

std::optional<Evaluation> Evaluator::real_row(std::int64_t count,
                                              const OnProgress& on_progress) const {
  const std::optional<ImageSet>& others = parts_->others;
  if (!others || others->images.size(0) < kFewestImages) return {};
  const std::int64_t taken = std::min(count, others->images.size(0));
  const std::string set = sha256_of(labelled(*others), "");
  return kept_or_evaluated(*this, others->name, set, taken, on_progress, [&] {
    return scaled_images(random_images(others->images, taken, kRowSeed));
  });
}

Evaluation Evaluator::noise_row(std::int64_t count, const OnProgress& on_progress) const {
  const ImageShape image = shape_of(reference().images);
  return kept_or_evaluated(*this, "uniform noise", "", count, on_progress,
                           [&] { return uniform_noise(count, image, kRowSeed); });
}

ClassifierRows Evaluator::rows(std::int64_t count, const OnProgress& on_progress) const {
  const std::optional<CachedClassifier>& classifier = parts_->classifier;
  return {reference().features_hash, classifier ? classifier->test_accuracy : std::nullopt,
          real_row(count, on_progress), noise_row(count, on_progress)};
}

}  // namespace gan
