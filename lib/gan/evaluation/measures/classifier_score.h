// How sure the classifier is of single images, and how varied all of them are.
#pragma once

#include <ATen/core/Tensor.h>

#include "gan/evaluation/measures/features.h"

namespace gan {

// Salimans et al. (2016, "Improved Techniques for Training GANs", section 4), on the classifier's
// probabilities [count, classes] in place of Inception's: exp(mean of KL(p(y|x) || p(y))), p(y) the
// mean of p(y|x). From 1, all alike, to the number of classes, each image surely of one class and
// all classes equally often. All images together, not in ten parts.

// For resampling: the columns p(y|x), and behind them the sum of p(y|x) log p(y|x), of each image,
// float64 [count, classes + 1]. Throws Error for negative numbers.
at::Tensor classifier_score_terms(const Features& probabilities);
// The score of such columns' means [classes + 1].
double classifier_score_of_means(const at::Tensor& means);

}  // namespace gan
