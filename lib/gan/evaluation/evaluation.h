// How good samples are, in numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/evaluation/bootstrap.h"
#include "gan/evaluation/judge.h"
#include "gan/evaluation/pulse.h"
#include "gan/evaluation/reference_set.h"

namespace gan {

// To be raised with any change of what a measure computes: kept evaluations of another version are
// not used.
constexpr std::int64_t kMeasuresVersion = 1;

struct EvaluationOptions {
  std::int64_t manifold_images = 10000;   // of each side, at most, in precision ... coverage
  std::int64_t neighbour_samples = 1000;  // at most, in the search for copies
  std::int64_t frechet_draws = 200;       // of the interval of the Frechet distance
  std::int64_t mean_draws = 1000;         // of all others
  std::uint64_t seed = 1;                 // of draws, subsets and shuffles
  Pulse pulse;
};

struct Measure {
  double value = 0;
  // 95 %: over new samples, the real images staying as they are; of recall and coverage, which are
  // means over real images, over new real images, the samples staying.
  Interval interval;
};

// Numbers of two evaluations may be put side by side where judge, reference and sample counts are
// the same.
struct Evaluation {
  std::string judge_hash;
  std::string samples_name, reference_name;
  std::int64_t samples = 0, reference_images = 0;

  Measure frechet_distance;  // frechet_distance.h; less is better
  Measure kernel_distance;   // kernel_distance.h; less is better; interval: 1.96 standard errors
  double kernel_standard_error = 0;
  std::int64_t kernel_subsets = 0, kernel_subset_size = 0;
  Measure classifier_score;  // classifier_score.h; more is better

  std::int64_t manifold_images = 0;  // of each side
  Measure precision, recall;         // manifold.h; more is better
  Measure density, coverage;         // more is better; density may be over 1

  std::vector<double> class_shares, real_class_shares;  // class_shares.h
  Measure class_distance;                               // total variation; less is better
  std::int64_t modes = 0;
  Measure unsure;  // share of samples

  std::int64_t neighbour_samples = 0;
  Measure nearest_distance;     // nearest_neighbours.h; the mean
  double nearest_smallest = 0;  // 0: a copy of a real image
};

// All measures of float32 [count, height, width] samples from -1 to 1 against a reference set whose
// features are of the same judge. The manifold measures take equal counts of both sides, and the
// kernel distance tenths of the smaller one, 1,000 at most, each drawn by the seed.
// Throws Error for a reference of another judge, fewer than 20 samples or real images, and what
// judge_images() refuses.
Evaluation evaluate(Judge judge, const at::Tensor& samples, const std::string& samples_name,
                    const ReferenceSet& reference, const EvaluationOptions& options = {});

// Uniform noise from -1 to 1, float32 [count, height, width]: what a measure says of it is the
// worst to expect, as what it says of real images that are not in the reference is the best.
at::Tensor uniform_noise(std::int64_t count, ImageShape image, std::uint64_t seed);

}  // namespace gan
