// Whether samples look real, and whether they cover what is real.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "gan/base/on_progress.h"
#include "gan/evaluation/measures/features.h"

namespace gan {

constexpr std::int64_t kPrecisionNeighbours = 3;
constexpr std::int64_t kDensityNeighbours = 5;

// What each measure is the mean of, float64.
struct ManifoldTerms {
  at::Tensor precision;  // of each sample: 1 inside the real manifold, else 0
  at::Tensor density;    // of each sample: the real balls that hold it / 5
  at::Tensor recall;     // of each real image: 1 inside the samples' manifold, else 0
  at::Tensor coverage;   // of each real image: 1 if its ball holds a sample, else 0
};

// Of two sets of features, a manifold being the balls around a set's points that reach to their
// k-th nearest neighbour in the set:
// - improved precision and recall, Kynkaanniemi et al. (2019, section 2, equations 1 and 2), k = 3;
// - density and coverage, Naeem et al. (2020, section 3.2, equations 3 and 4), k = 5.
// Balls include their surface. Both papers compare sets of equal counts; the more there are, the
// smaller the balls. In blocks: 10,000 against 10,000 take less than 500 MB. Throws Error for fewer
// than 6 rows on a side, and rows of two sizes.
ManifoldTerms manifold_terms(const Features& real, const Features& samples,
                             const OnProgress& on_progress = {});

}  // namespace gan
