// Measures of the classifier's probabilities: which classes the samples show, how often, and with
// which confidence.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace gan {

constexpr double kSure = 0.9;
constexpr double kModeShare = 0.01;

// Throws Error, beginning with `doing`, unless the labels are int64 [count], at least one, and none
// is negative.
void check_labels(const at::Tensor& labels, std::int64_t count, const std::string& doing);

// The share of each class, of int64 labels [count] below `classes`. Throws Error for other tensors,
// no labels, and larger labels.
std::vector<double> label_shares(const at::Tensor& labels, std::int64_t classes);

struct SeenClasses {
  at::Tensor labels;          // int64 [count]: the most probable class, the first of equals
  at::Tensor low_confidence;  // float64 [count]: 1 where its probability is below 0.9, else 0
};

// Of probabilities, floating point [count, classes].
SeenClasses seen_classes(const at::Tensor& probabilities);

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
// The terms, for resampling: for each image the columns p(y|x), then the sum of p(y|x) log p(y|x).
class ClassifierScoreTerms {
 public:
  // Keeps the probabilities, floating point [count, classes], as they are: in double precision,
  // those of many classes would take much memory. Throws Error for other tensors, no images, and
  // numbers that are negative or not finite.
  explicit ClassifierScoreTerms(const at::Tensor& probabilities);

  std::int64_t columns() const { return probabilities_.size(1) + 1; }
  // Some of the columns: float64 [count, end - begin].
  at::Tensor slice(std::int64_t begin, std::int64_t end) const;

 private:
  at::Tensor probabilities_, sums_;
};

// The score from the means of the columns, [classes + 1].
double classifier_score_of_means(const at::Tensor& means);

}  // namespace gan
