// How far apart two sets of features are, each modelled as a normal distribution.
#pragma once

#include <ATen/core/Tensor.h>

#include "gan/evaluation/measures/features.h"

namespace gan {

struct GaussianFit {
  at::Tensor mean;        // float64 [size]
  at::Tensor covariance;  // float64 [size, size], divided by count - 1
};

// Throws Error for fewer than 2 rows.
GaussianFit fit_gaussian(const Features& features);

// The distance of one fit to others, Heusel et al. (2017, "GANs Trained by a Two Time-Scale Update
// Rule ...", equation 6):
//   ||m1 - m2||^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)), in double precision.
// The trace of the root comes from the eigenvalues of the symmetric C1^(1/2) C2 C1^(1/2), which are
// those of C1 C2: real and, but for rounding, not negative, also for singular covariances. The
// distance is biased by an amount that falls with the number of images: compare equal numbers only.
// Never negative. Throws Error for fits of two sizes.
class FrechetReference {
 public:
  explicit FrechetReference(GaussianFit fit);
  double distance_to(const GaussianFit& other) const;

 private:
  GaussianFit fit_;
  at::Tensor root_;  // of the covariance
};

}  // namespace gan
