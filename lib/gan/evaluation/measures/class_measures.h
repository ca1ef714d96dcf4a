// Measures of the classifier's probabilities: which classes the samples show, how often, and with
// which confidence.
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/evaluation/measures/features.h"

namespace gan {

constexpr double kSure = 0.9;
constexpr double kModeShare = 0.01;

// The share of each class, of uint8 labels [count] below `classes`. Throws Error for other tensors,
// no labels, and larger labels.
std::vector<double> label_shares(const at::Tensor& labels, std::int64_t classes);

// For each row of probabilities [count, classes], float64 [count, classes + 1]: one column per
// class, 1 for the most probable (the first of equals), else 0; then 1 for low confidence, which is
// a largest probability below 0.9, else 0. The columns' means are the shares.
at::Tensor class_terms(const Features& probabilities);

// Total variation distance: half the sum of the shares' absolute differences, from 0 (the same) to
// 1 (nothing in common). Both lists must be of the same classes.
double total_variation(const std::vector<double>& shares, const std::vector<double>& real);

// The number of classes that the samples show: those whose share is at least 1 % of their real
// share, if that is not 0. For a class that a generator lost, only the classifier's errors remain,
// which are below 1 % on real images. total_variation() compares the shares themselves.
std::int64_t count_modes(const std::vector<double>& shares, const std::vector<double>& real);

// Salimans et al. (2016, "Improved Techniques for Training GANs", section 4), on the classifier's
// probabilities [count, classes] in place of Inception's: exp(mean of KL(p(y|x) || p(y))), p(y) the
// mean of p(y|x). From 1 (all images alike) to the number of classes (each image certainly of one
// class, all classes equally often). Of all images together, not in ten parts.
//
// The terms, for resampling: for each image the columns p(y|x), then the sum of p(y|x) log p(y|x),
// float64 [count, classes + 1]. Throws Error for negative numbers.
at::Tensor classifier_score_terms(const Features& probabilities);
// The score from the means of these columns, [classes + 1].
double classifier_score_of_means(const at::Tensor& means);

}  // namespace gan
