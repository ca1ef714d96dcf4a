#include "run/run_evaluator.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "commands/evaluate_options.h"
#include "commands/generator_images.h"
#include "gan/base/error.h"
#include "gan/data/sources/labelled_images.h"
#include "gan/evaluation/evaluation_json.h"
#include "gan/networks/latents.h"
#include "run/run_record.h"

namespace gan::app {

bool wants_evaluation(const TrainOptions& options, std::int64_t epoch) {
  const std::int64_t every = options.output.evaluate_every;
  return every > 0 && (epoch % every == 0 || epoch == options.training.epochs);
}

bool lacks_evaluation(const TrainOptions& options, const std::vector<EpochRecord>& records,
                      const TrainingState& state) {
  if (state.iterations != 0 || state.epochs == 0 || !wants_evaluation(options, state.epochs))
    return false;
  return std::any_of(records.begin(), records.end(), [&](const EpochRecord& record) {
    return record.result.epoch == state.epochs && !record.evaluation;
  });
}

RunEvaluator::RunEvaluator(const TrainOptions& options, const ImageSet& data,
                           const c10::Device& device)
    : samples_(options.output.evaluate_samples),
      progress_(options.quiet, "the evaluation was not finished") {
  if (options.output.evaluate_every == 0) return;
  ImageSet labelled = data;
  std::optional<ImageSet> test;
  try {
    const LoadProgress on_load = progress_.on_load();
    if (options.output.features.empty()) prepare_labels(labelled, samples_, on_load);
    labels_ = labelled.labels;
    test = find_test_images(labelled, options.data, on_load);
    progress_.begin("preparing the evaluation");
    evaluator_.emplace(
        evaluator_of(labelled, test, Against::train, options.output.features, device, progress_));
  } catch (const Error& error) {
    throw Error::usage(error.what()).hint("or leave out --evaluate-every");
  }
  progress_.clear();
}

Evaluation RunEvaluator::evaluate(const Generator& generator, std::int64_t epoch) {
  // The default seed of `gan evaluate`, so that it reproduces the logged numbers.
  const at::Tensor latents =
      seeded_latents(samples_, generator->options().latent_dim, EvaluateOptions().seed);
  const at::Tensor labels = generator->is_conditional()
                                ? seeded_labels(samples_, labels_, EvaluateOptions().seed)
                                : at::Tensor();
  progress_.begin("measuring the generator");
  Evaluation evaluation =
      evaluator_->evaluate(drawn_images(generator, latents, labels),
                           "epoch " + std::to_string(epoch), progress_.on_progress(), labels);
  progress_.clear();
  return evaluation;
}

std::string RunEvaluator::rows_text() {
  progress_.begin("measuring real images and noise");
  const ClassifierRows rows = evaluator_->rows(samples_, progress_.on_progress());
  progress_.clear();
  return json_text(to_json(rows));
}

}  // namespace gan::app
