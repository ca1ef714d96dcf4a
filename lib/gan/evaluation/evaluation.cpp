#include "gan/evaluation/evaluation.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/data/image_tensor.h"
#include "gan/evaluation/measures/bootstrap.h"
#include "gan/evaluation/measures/class_measures.h"
#include "gan/evaluation/measures/kernel_distance.h"
#include "gan/evaluation/measures/manifold.h"
#include "gan/evaluation/measures/nearest_neighbours.h"

namespace gan {
namespace {

constexpr std::int64_t kLargestSubset = 1000;
constexpr std::int64_t kSubsets = 10;
constexpr std::int64_t kMostProbabilities = std::int64_t{1} << 30;  // 4 GiB
constexpr std::int64_t kColumnsAtOnce = 1024;
// A draw of the Frechet distance takes time that grows with the cube of the number of features.
constexpr std::int64_t kManyFeatures = 512, kFewDraws = 20;

// A measure that is a function of the means of columns: of all rows, and [draws, columns].
Measure measure_of_means(const at::Tensor& means, const at::Tensor& draws,
                         const std::function<double(const at::Tensor& means)>& measure) {
  at::Tensor values = torch::empty({draws.size(0)}, torch::kFloat64);
  for (std::int64_t i = 0; i < draws.size(0); ++i) values[i] = measure(draws[i]);
  const double value = measure(means);
  return {value, interval_of(value, values)};
}

Measure mean_measure(const at::Tensor& terms, const EvaluationOptions& options) {
  const at::Tensor draws =
      resampled_means(Features(terms.unsqueeze(1)), options.mean_draws, options.seed);
  const double value = terms.mean().item<double>();
  return {value, interval_of(value, draws)};
}

std::vector<double> numbers_of(const at::Tensor& row) {
  const at::Tensor values = row.contiguous();
  const double* const first = values.const_data_ptr<double>();
  return {first, first + values.numel()};
}

// `count` different ones of `all` rows, in random order.
at::Tensor random_rows(std::int64_t all, std::int64_t count, const at::Generator& generator) {
  return torch::randperm(all, generator, torch::kInt64).slice(0, 0, count);
}

void check_counts(const at::Tensor& samples, const ReferenceSet& reference) {
  for (const at::Tensor* images : {&samples, &reference.images})
    if (images->size(0) < kFewestImages)
      throw Error("evaluating")
          .expected("at least " + std::to_string(kFewestImages) +
                    " images on each side, generated and real")
          .found(std::to_string(images->size(0)));
}

void add_distances(Evaluation& result, const Features& features, const ReferenceSet& reference,
                   const EvaluationOptions& options) {
  const FrechetReference frechet(reference.fit);
  const double distance = frechet.distance_to(fit_gaussian(features));
  std::int64_t draws = options.frechet_draws;
  if (features.rows().size(1) > kManyFeatures) draws = std::min(draws, kFewDraws);
  result.frechet_distance = {
      distance, interval_of(distance, resampled_frechet(frechet, features, draws, options.seed,
                                                        options.on_progress))};

  const std::int64_t fewer = std::min(features.count(), reference.features.count());
  const KernelDistance kernel = kernel_distance(
      features, reference.features, std::min(kLargestSubset, fewer / kSubsets), options.seed);
  const double reach = 1.96 * kernel.standard_error;
  result.kernel_distance = {kernel.value, {kernel.value - reach, kernel.value + reach}};
  result.kernel_standard_error = kernel.standard_error;
  result.kernel_subsets = kernel.subsets;
  result.kernel_subset_size = kernel.subset_size;
}

void add_manifold(Evaluation& result, const Features& features, const ReferenceSet& reference,
                  const EvaluationOptions& options) {
  const std::int64_t count =
      std::min({features.count(), reference.features.count(), options.manifold_images});
  const at::Generator generator = at::detail::createCPUGenerator(options.seed);
  const Features real =
      reference.features.chosen(random_rows(reference.features.count(), count, generator));
  const ManifoldTerms terms = manifold_terms(
      real, features.chosen(random_rows(features.count(), count, generator)), options.on_progress);
  result.manifold_images = count;
  result.precision = mean_measure(terms.precision, options);
  result.recall = mean_measure(terms.recall, options);
  result.density = mean_measure(terms.density, options);
  result.coverage = mean_measure(terms.coverage, options);
}

Measure classifier_score(const at::Tensor& probabilities, const EvaluationOptions& options) {
  const ClassifierScoreTerms terms(probabilities);
  const std::int64_t columns = terms.columns();
  at::Tensor means = torch::empty({columns}, torch::kFloat64);
  at::Tensor draws = torch::empty({options.mean_draws, columns}, torch::kFloat64);
  for (std::int64_t begin = 0; begin < columns; begin += kColumnsAtOnce) {
    if (options.on_progress) options.on_progress();
    const std::int64_t end = std::min(columns, begin + kColumnsAtOnce);
    const Features some(terms.slice(begin, end));
    means.slice(0, begin, end).copy_(some.rows().mean(0));
    draws.slice(1, begin, end).copy_(resampled_means(some, options.mean_draws, options.seed));
  }
  return measure_of_means(means, draws, classifier_score_of_means);
}

void add_classes(Evaluation& result, const at::Tensor& probabilities, const ReferenceSet& reference,
                 const EvaluationOptions& options) {
  result.classifier_score = classifier_score(probabilities, options);

  const std::int64_t classes = probabilities.size(1);
  const SeenClasses seen = seen_classes(probabilities);
  result.class_shares = label_shares(seen.labels, classes);
  result.real_class_shares = reference.shares;
  result.class_distance =
      measure_of_means(torch::tensor(result.class_shares, torch::kFloat64),
                       resampled_shares(seen.labels, classes, options.mean_draws, options.seed),
                       [&](const at::Tensor& means) {
                         return total_variation(numbers_of(means), reference.shares);
                       });
  result.modes = count_modes(result.class_shares, reference.shares);
  result.low_confidence = mean_measure(seen.low_confidence, options);
  if (options.labels.defined())
    result.class_accuracy =
        mean_measure(seen.labels.eq(options.labels).to(torch::kFloat64), options);
}

}  // namespace

void check_probabilities(std::int64_t samples, std::int64_t classes) {
  const std::int64_t most = kMostProbabilities / classes;
  if (samples > most)
    throw Error("evaluating")
        .expected("at most " + std::to_string(most) + " samples with " + std::to_string(classes) +
                  " classes, whose probabilities take much memory")
        .found(std::to_string(samples));
}

Evaluation evaluate(const FeatureExtractor& extractor, const at::Tensor& samples,
                    const std::string& samples_name, const ReferenceSet& reference,
                    const EvaluationOptions& options) {
  Evaluation result;
  result.features_hash = extractor.hash();
  if (result.features_hash != reference.features_hash)
    throw Error("evaluating")
        .expected("real images with features of " + result.features_hash)
        .found("features of " + reference.features_hash);
  const torch::NoGradGuard no_grad;
  const at::Tensor images = samples.defined() ? samples.detach().cpu() : samples;
  if (are_images(images) && extractor.classes() > 0)
    check_probabilities(images.size(0), extractor.classes());
  const Classified classified = extractor.classify(images, options.on_progress);
  check_counts(images, reference);
  result.samples_name = samples_name;
  result.reference_name = reference.name;
  result.samples = images.size(0);
  result.reference_images = reference.images.size(0);

  const Features features(classified.features, "evaluating");
  add_distances(result, features, reference, options);
  add_manifold(result, features, reference, options);
  if (extractor.classes() > 0) add_classes(result, classified.probabilities, reference, options);

  // Samples may be sorted, so the first ones are not a fair choice.
  const at::Tensor some = random_images(images, options.neighbour_samples, options.seed);
  const NearestNeighbours nearest =
      nearest_neighbours(some, reference.images, some.size(0), options.on_progress);
  result.neighbour_samples = nearest.distance.numel();
  result.nearest_distance = mean_measure(nearest.distance, options);
  result.nearest_smallest = nearest.distance.min().item<double>();
  return result;
}

at::Tensor random_images(const at::Tensor& images, std::int64_t count, std::uint64_t seed) {
  if (count >= images.size(0)) return images;
  return images.index_select(
      0, random_rows(images.size(0), count, at::detail::createCPUGenerator(seed)));
}

at::Tensor uniform_noise(std::int64_t count, ImageShape image, std::uint64_t seed) {
  const at::Generator generator = at::detail::createCPUGenerator(seed);
  return torch::rand(sizes_of(count, image), generator, torch::kFloat32).mul_(2).sub_(1);
}

}  // namespace gan
