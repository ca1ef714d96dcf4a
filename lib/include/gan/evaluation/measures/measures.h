// The results of an evaluation. Without LibTorch, which logs and reports do not need.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gan {

// 95 % confidence.
struct Interval {
  double low = 0, high = 0;
};

struct Measure {
  double value = 0;
  // 95 %, over new samples with the same real images. Recall and coverage are means over real
  // images: theirs is over new real images with the same samples.
  Interval interval;
};

// Two evaluations can be compared if what gave the features, the reference and the sample counts
// are the same.
struct Evaluation {
  std::string features_hash;  // of the classifier, or of the network of a user (feature_network.h)
  std::string samples_name, reference_name;
  std::int64_t samples = 0, reference_images = 0;

  Measure frechet_distance;  // frechet_distance.h; lower is better
  Measure kernel_distance;   // kernel_distance.h; lower is better; interval: 1.96 standard errors
  double kernel_standard_error = 0;
  std::int64_t kernel_subsets = 0, kernel_subset_size = 0;
  Measure classifier_score;  // class_measures.h; higher is better

  std::int64_t manifold_images = 0;  // of each side
  Measure precision, recall;         // manifold.h; higher is better
  Measure density, coverage;         // higher is better; density may be over 1

  std::vector<double> class_shares, real_class_shares;  // class_measures.h
  Measure class_distance;                               // total variation; lower is better
  std::int64_t modes = 0;
  Measure low_confidence;  // share of samples
  // Of a conditional generator: the share of samples that the classifier sees as the class that was
  // asked for; higher is better.
  std::optional<Measure> class_accuracy;

  std::int64_t neighbour_samples = 0;
  Measure nearest_distance;     // nearest_neighbours.h; the mean
  double nearest_smallest = 0;  // 0: a copy of a real image

  // Whether there are the measures of classes, which need the classifier: its score, shares,
  // distance, modes and low confidence. Otherwise they are empty and 0.
  bool has_classes() const { return !class_shares.empty(); }
};

// What to compare evaluations of the same sample count with.
struct ClassifierRows {
  std::string features_hash;
  std::optional<double> test_accuracy;    // the classifier's, from 0 to 1
  std::optional<Evaluation> real_images;  // best to expect: real images not in the reference
  Evaluation uniform_noise;               // worst to expect
};

}  // namespace gan
