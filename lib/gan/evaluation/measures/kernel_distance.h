// How far apart two sets of features are, without assuming a distribution.
#pragma once

#include <cstdint>

#include "gan/evaluation/measures/features.h"

namespace gan {

struct KernelDistance {
  double value = 0;
  double standard_error = 0;
  std::int64_t subsets = 0, subset_size = 0;
};

// The unbiased estimate of the squared maximum mean discrepancy (Gretton et al. 2012, lemma 6,
// equation 3) with the kernel (x.y / size + 1)^3 (Binkowski et al. 2018, "Demystifying MMD GANs",
// section 4). For equal distributions it is around 0, at times below, whatever the counts. Takes
// float64 rows [count, size], at least 2 on a side.
double square_kernel_discrepancy(const at::Tensor& a, const at::Tensor& b);

// Its mean over pairs of subsets, and the standard deviation of the mean, after Binkowski et al.
// (2018, section 4). They draw overlapping subsets; ours are disjoint, as many as both sides hold,
// after a shuffle by `seed`. So they are independent, and the standard error is not too small
// (Zaremba et al. 2013, "B-tests", section 3). Throws Error for a subset size below 2, fewer than 2
// subsets, and rows of two sizes.
KernelDistance kernel_distance(const Features& first, const Features& second,
                               std::int64_t subset_size, std::uint64_t seed);

}  // namespace gan
