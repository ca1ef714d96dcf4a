// Measures of the quality of samples.
#pragma once

#include <cstdint>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/base/on_progress.h"
#include "gan/evaluation/feature_extractor.h"
#include "gan/evaluation/measures/measures.h"
#include "gan/evaluation/reference_set.h"

namespace gan {

// Raise it with any change of a measure: cached evaluations of another version are not used.
constexpr std::int64_t kMeasuresVersion = 2;

constexpr std::int64_t kFewestImages = 20;  // on a side

struct EvaluationOptions {
  std::int64_t manifold_images = 10000;   // of each side, at most, in precision ... coverage
  std::int64_t neighbour_samples = 1000;  // at most, random ones, in the search for copies
  // Of the interval of the Frechet distance; at most 20 with more than 512 features.
  std::int64_t frechet_draws = 200;
  std::int64_t mean_draws = 1000;  // of all others
  std::uint64_t seed = 1;          // of draws, subsets and shuffles
  OnProgress on_progress;
  at::Tensor labels;  // of a conditional generator's samples: int64 [count], the class asked for
};

// Throws Error where the probabilities of so many samples and classes would take more than 4 GiB.
void check_probabilities(std::int64_t samples, std::int64_t classes);

// All measures of float32 samples (image_tensor.h) from -1 to 1 against a reference set whose
// features are of the same extractor; those of classes only if it knows classes. The manifold
// measures use equal counts of both sides; the kernel distance uses subsets of a tenth of the
// smaller side, at most 1,000. The seed draws both. Throws Error for a reference of another
// extractor, fewer than 20 samples or real images, and what check_probabilities() and classify()
// refuse.
Evaluation evaluate(const FeatureExtractor& extractor, const at::Tensor& samples,
                    const std::string& samples_name, const ReferenceSet& reference,
                    const EvaluationOptions& options = {});

// `count` different images, drawn by the seed; all of them, in order, if there are no more.
at::Tensor random_images(const at::Tensor& images, std::int64_t count, std::uint64_t seed);

// Uniform noise from -1 to 1, float32 images (image_tensor.h). Its measures are the worst to
// expect; those of real images that are not in the reference are the best.
at::Tensor uniform_noise(std::int64_t count, ImageShape image, std::uint64_t seed);

}  // namespace gan
