// What the classifier's probabilities say of samples: which classes it sees in them, how often and
// how surely.
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/evaluation/measures/features.h"

namespace gan {

constexpr double kSure = 0.9;
constexpr double kModeShare = 0.01;

// The share of each class, of uint8 labels [count] below `classes`. Throws Error for other tensors,
// none, and larger labels.
std::vector<double> label_shares(const at::Tensor& labels, std::int64_t classes);

// For each row of probabilities [count, classes], float64: one column a class, 1 for the most
// probable (the first of equals) and else 0, and behind them 1 where the classifier is
// low_confidence: where its largest probability is below 0.9. The columns' means are the shares.
at::Tensor class_terms(const Features& probabilities);

// Total variation distance: half the sum of the shares' absolute differences, from 0 (the same) to
// 1 (nothing in common). Of the same classes.
double total_variation(const std::vector<double>& shares, const std::vector<double>& real);

// The number of classes that are there: whose share is at least 1 % of their real share, if they
// have one. A generator that lost a class has none of it but for the classifier's errors, which on
// real images are below 1 %; how evenly the others are drawn is total_variation()'s matter.
std::int64_t count_modes(const std::vector<double>& shares, const std::vector<double>& real);

// Salimans et al. (2016, "Improved Techniques for Training GANs", section 4), on the classifier's
// probabilities [count, classes] in place of Inception's: exp(mean of KL(p(y|x) || p(y))), p(y) the
// mean of p(y|x). From 1, all alike, to the number of classes, each image surely of one class and
// all classes equally often. All images together, not in ten parts.
//
// For resampling: the columns p(y|x), and behind them the sum of p(y|x) log p(y|x), of each image,
// float64 [count, classes + 1]. Throws Error for negative numbers.
at::Tensor classifier_score_terms(const Features& probabilities);
// The score of such columns' means [classes + 1].
double classifier_score_of_means(const at::Tensor& means);

}  // namespace gan
