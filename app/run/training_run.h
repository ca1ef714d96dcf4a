// A training run in a folder: connects the trainer to files, terminal and signals.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "gan/base/error.h"
#include "gan/storage/checkpoint.h"
#include "gan/storage/run_folder.h"
#include "run/prepared_training.h"
#include "run/run_evaluator.h"
#include "run/run_writer.h"
#include "run/training_console.h"

namespace gan::app {

class TrainingRun {
 public:
  // Makes the classifier, if evaluations are requested. Touches no file of a run.
  explicit TrainingRun(std::unique_ptr<PreparedTraining> training);

  // Call one of these two next. A new run writes a checkpoint first, so a folder that holds any
  // file of a run can be resumed.
  void start(RunFolder folder);
  void go_on(RunFolder folder, const LoadedCheckpoint& loaded);

  // Trains to the end. After a stop signal, writes a checkpoint and throws Stopped.
  void train();

 private:
  void open(RunFolder folder);
  void write_texts();
  void restore(const LoadedCheckpoint& loaded);
  void after_epoch(const EpochResult& result);
  Evaluation evaluate(std::int64_t epoch);
  void complete_epoch(const EpochRecord& record);
  // Returns the file's bytes.
  std::string save_checkpoint();
  std::string way_to_go_on() const;
  // Returns to the last checkpoint, or throws the error again.
  void roll_back(const Error& divergence);

  const std::unique_ptr<PreparedTraining> training_;
  TrainOptions& options_;
  const ImageSet& data_;
  Trainer& trainer_;
  TrainingConsole console_;
  RunEvaluator evaluator_;
  std::optional<RunFolder> folder_;
  std::optional<RunWriter> writer_;
  std::string last_checkpoint_;
  std::int64_t rollbacks_ = 0;
};

}  // namespace gan::app
