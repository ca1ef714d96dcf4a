// Measures a run's generator on the way.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "commands/train_options.h"
#include "gan/data/image_set.h"
#include "gan/evaluation/evaluator.h"
#include "gan/networks/generator.h"
#include "gan/report/logs/metrics_log.h"
#include "gan/training/training_state.h"
#include "run/evaluation_progress.h"

namespace gan::app {

// Whether the options want the generator measured after this epoch.
bool wants_evaluation(const TrainOptions& options, std::int64_t epoch);

// Whether a training that goes on from here, which the records lead up to, was stopped while the
// generator was measured.
bool lacks_evaluation(const TrainOptions& options, const std::vector<EpochRecord>& records,
                      const TrainingState& state);

class RunEvaluator {
 public:
  // Does nothing unless the options want evaluations; else loads or trains the classifier. Throws
  // Error (usage) for data without labels, and Stopped after a stop signal.
  RunEvaluator(const TrainOptions& options, const ImageSet& data, const c10::Device& device);

  // Draws from the same latents in every epoch, and no random numbers of the training. Throws
  // Stopped after a stop signal.
  Evaluation evaluate(const Generator& generator, std::int64_t epoch);
  // What its evaluations are read beside, as JSON. Throws Stopped after a stop signal.
  std::string rows_text();

 private:
  std::int64_t samples_;
  EvaluationProgress progress_;
  std::optional<Evaluator> evaluator_;
};

}  // namespace gan::app
