// The evaluations of a run that can be compared with each other.
#pragma once

#include <cstddef>
#include <vector>

#include "gan/report/logs/metrics_log.h"

namespace gan {

// Whether classifier, sample count and reference are the same.
bool classified_alike(const Evaluation& a, const Evaluation& b);

// The epochs that were evaluated like the newest one (classified_alike). Holds pointers into the
// records, which must outlive it.
struct EvaluatedEpochs {
  explicit EvaluatedEpochs(const std::vector<EpochRecord>& records);

  bool empty() const { return epochs.empty(); }
  const EpochRecord& best() const { return *epochs[best_index]; }
  const EpochRecord& last() const { return *epochs.back(); }

  std::vector<const EpochRecord*> epochs;  // each with its evaluation
  std::size_t best_index = 0;              // the first epoch with the least Frechet distance
  std::size_t left_out = 0;                // evaluations by another classifier, count or reference
};

}  // namespace gan
