// Measures a run's generator during training.
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

// Whether the generator is to be measured after this epoch.
bool wants_evaluation(const TrainOptions& options, std::int64_t epoch);

// Whether the run was stopped during the evaluation of its last epoch. `records`: its log; `state`:
// from the checkpoint that it resumes from.
bool lacks_evaluation(const TrainOptions& options, const std::vector<EpochRecord>& records,
                      const TrainingState& state);

class RunEvaluator {
 public:
  // Loads or trains the classifier, unless the options request no evaluations. Throws Error (usage)
  // for data that check_classes() refuses, and Stopped after a stop signal.
  RunEvaluator(const TrainOptions& options, const ImageSet& data, const c10::Device& device);

  // Uses the same latents in every epoch and none of the training's random numbers. Throws Stopped
  // after a stop signal.
  Evaluation evaluate(const Generator& generator, std::int64_t epoch);
  // The measures of real images and noise, for comparison, as JSON. Throws Stopped after a stop
  // signal.
  std::string rows_text();

 private:
  std::int64_t samples_;
  at::Tensor labels_;  // of the training images
  EvaluationProgress progress_;
  std::optional<Evaluator> evaluator_;
};

}  // namespace gan::app
