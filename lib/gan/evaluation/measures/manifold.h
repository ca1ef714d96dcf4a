// Whether samples look real, and whether they cover the variety of real images.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "gan/base/on_progress.h"
#include "gan/evaluation/measures/features.h"

namespace gan {

constexpr std::int64_t kPrecisionNeighbours = 3;
constexpr std::int64_t kDensityNeighbours = 5;

// The terms of each measure, which is their mean; float64.
struct ManifoldTerms {
  at::Tensor precision;  // of each sample: 1 inside the real manifold, else 0
  at::Tensor density;    // of each sample: the number of real balls that hold it / 5
  at::Tensor recall;     // of each real image: 1 inside the samples' manifold, else 0
  at::Tensor coverage;   // of each real image: 1 if its ball holds a sample, else 0
};

// The terms for two sets of features. A set's manifold is the balls around its points, each as
// large as the distance to the point's k-th nearest neighbour in the set:
// - improved precision and recall, Kynkaanniemi et al. (2019, section 2, equations 1 and 2), k = 3;
// - density and coverage, Naeem et al. (2020, section 3.2, equations 3 and 4), k = 5.
// Balls include their surface. Both papers compare sets of equal counts; larger sets have smaller
// balls. Computes in blocks: 10,000 against 10,000 take less than 500 MB. Throws Error for fewer
// than 6 rows on a side, and for rows of two sizes.
ManifoldTerms manifold_terms(const Features& real, const Features& samples,
                             const OnProgress& on_progress = {});

}  // namespace gan
