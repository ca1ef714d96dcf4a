// How far a measure may be off because the number of samples is limited.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "gan/base/on_progress.h"
#include "gan/evaluation/measures/features.h"
#include "gan/evaluation/measures/frechet_distance.h"
#include "gan/evaluation/measures/measures.h"

namespace gan {

// Efron and Tibshirani (1993, "An Introduction to the Bootstrap", chapters 6 and 13): each draw
// takes as many of the samples as there are, with replacement. The measure varies over many draws
// as it would over new samples. The same seed gives the same draws.

// The means of the columns of `values` [count, columns] in each draw: float64 [draws, columns].
at::Tensor resampled_means(const Features& values, std::int64_t draws, std::uint64_t seed);

// The share of each of `classes` in each draw from int64 labels [count] below `classes`: float64
// [draws, classes]. The same seed draws the same rows as above.
at::Tensor resampled_shares(const at::Tensor& labels, std::int64_t classes, std::int64_t draws,
                            std::uint64_t seed);

// The Frechet distance of each draw from `features` to the reference, which stays as it is:
// float64 [draws]. Throws Error for fewer than 2 rows, and what FrechetReference throws.
at::Tensor resampled_frechet(const FrechetReference& reference, const Features& features,
                             std::int64_t draws, std::uint64_t seed,
                             const OnProgress& on_progress = {});

// From the 2.5th to the 97.5th percentile of the draws' values, all shifted so that their mean is
// `value`: resampling adds to the bias of distances, and an interval with that bias may not even
// hold the value.
Interval interval_of(double value, const at::Tensor& draws);

}  // namespace gan
