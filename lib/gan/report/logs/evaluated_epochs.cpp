#include "gan/report/logs/evaluated_epochs.h"

#include <algorithm>

namespace gan {

bool classified_alike(const Evaluation& a, const Evaluation& b) {
  return a.features_hash == b.features_hash && a.samples == b.samples &&
         a.reference_name == b.reference_name && a.reference_images == b.reference_images;
}

EvaluatedEpochs::EvaluatedEpochs(const std::vector<EpochRecord>& records) {
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    if (!record->evaluation) continue;
    if (epochs.empty() || classified_alike(*record->evaluation, *epochs.front()->evaluation))
      epochs.push_back(&*record);
    else
      ++left_out;
  }
  std::reverse(epochs.begin(), epochs.end());
  const auto least = std::min_element(
      epochs.begin(), epochs.end(), [](const EpochRecord* a, const EpochRecord* b) {
        return a->evaluation->frechet_distance.value < b->evaluation->frechet_distance.value;
      });
  best_index = static_cast<std::size_t>(least - epochs.begin());
}

}  // namespace gan
