// The evaluations of a run that may be put side by side.
#pragma once

#include <cstddef>
#include <vector>

#include "gan/report/logs/metrics_log.h"

namespace gan {

// Whether classifier, sample count and reference are the same.
bool classified_alike(const Evaluation& a, const Evaluation& b);

// Those that were evaluated as the newest one was. Pointers into the records, which must outlive
// this.
struct EvaluatedEpochs {
  explicit EvaluatedEpochs(const std::vector<EpochRecord>& records);

  bool empty() const { return epochs.empty(); }
  const EpochRecord& best() const { return *epochs[best_index]; }
  const EpochRecord& last() const { return *epochs.back(); }

  std::vector<const EpochRecord*> epochs;  // each with its evaluation
  std::size_t best_index = 0;              // the first of the least Frechet distance
  std::size_t left_out = 0;                // evaluations by another classifier, count or reference
};

}  // namespace gan
