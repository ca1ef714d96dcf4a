// An evaluation for tests: no number is the same as another, and none is round.
#pragma once

#include "gan/evaluation/measures/measures.h"

namespace gan::test {

inline Evaluation some_evaluation() {
  Evaluation some;
  some.features_hash = "abc";
  some.samples_name = "a run";
  some.reference_name = "real \"images\"";
  some.samples = 100;
  some.reference_images = 200;
  double next = 0.1;
  for (Measure* measure : {&some.frechet_distance, &some.kernel_distance, &some.classifier_score,
                           &some.precision, &some.recall, &some.density, &some.coverage,
                           &some.class_distance, &some.low_confidence, &some.nearest_distance})
    *measure = {next += 0.1, {next / 3, next * 3}};
  some.kernel_standard_error = 1.0 / 3;
  some.kernel_subsets = 10;
  some.kernel_subset_size = 9;
  some.manifold_images = 90;
  some.class_shares = {0.25, 0.75};
  some.real_class_shares = {0.5, 0.5};
  some.modes = 2;
  some.neighbour_samples = 50;
  some.nearest_smallest = 1e-17;
  return some;
}

}  // namespace gan::test
