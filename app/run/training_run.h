// A training in a folder: joins the trainer to files, terminal and signals.
#pragma once

#include <optional>
#include <string>

#include "commands/train_options.h"
#include "gan/base/error.h"
#include "gan/data/image_set.h"
#include "gan/device/threads.h"
#include "gan/storage/checkpoint.h"
#include "gan/storage/run_folder.h"
#include "gan/training/trainer.h"
#include "run/run_evaluator.h"
#include "run/run_writer.h"
#include "run/training_console.h"

namespace gan::app {

class TrainingRun {
 public:
  // Makes networks, trainer and, where it is wanted, the classifier, and touches no file of a run.
  TrainingRun(TrainOptions options, const ImageSet& data, c10::Device device, Threads threads);

  // Then one of these two. The first thing that a new run writes is a checkpoint, so a folder that
  // holds anything of a run can be resumed.
  void start(RunFolder folder);
  void go_on(RunFolder folder, const LoadedCheckpoint& loaded);

  // Trains to the end. Throws Stopped, with a checkpoint written, after a signal.
  void train();

 private:
  void open(RunFolder folder);
  void write_texts();
  void restore(const Checkpoint& checkpoint);
  void after_epoch(const EpochResult& result);
  Evaluation evaluate(std::int64_t epoch);
  void complete_epoch(const EpochRecord& record);
  void save_checkpoint();
  std::string way_to_go_on() const;
  // Back to the last checkpoint, or out with the error.
  void roll_back(const Error& divergence);

  TrainOptions options_;
  ImageSet data_;
  c10::Device device_;
  Threads threads_;
  Generator generator_;
  Discriminator discriminator_;
  Trainer trainer_;
  TrainingConsole console_;
  RunEvaluator evaluator_;
  std::optional<RunFolder> folder_;
  std::optional<RunWriter> writer_;
  std::string last_checkpoint_;
  std::int64_t rollbacks_ = 0;
};

}  // namespace gan::app
