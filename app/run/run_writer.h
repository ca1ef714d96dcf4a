// Turns what the trainer reports into the files of a run.
#pragma once

#include <optional>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"
#include "gan/report/logs/event_log.h"
#include "gan/report/logs/metrics_log.h"
#include "gan/report/pictures/contact_sheet.h"
#include "gan/storage/run_folder.h"
#include "gan/training/training_state.h"

namespace gan::app {

class RunWriter {
 public:
  // Samples are drawn from latents made of `seed`, the same in every epoch. The folder stays the
  // caller's. `events`: for TensorBoard, too. Touches no file yet.
  RunWriter(const RunFolder& folder, Generator generator, Discriminator discriminator,
            std::int64_t seed, bool events);

  // Then one of these two: a log of which so many epochs' lines stay, or on with what a checkpoint
  // of so many epochs holds, and with that log. Restoring draws from the default generator.
  void open_log(std::int64_t epochs);
  void restore(const NamedTensors& state, std::int64_t epochs);
  // In a line, what was passed over of the log on restoring; empty where nothing was.
  const std::string& passed_over() const { return log_->passed_over(); }
  // What a checkpoint must hold: of the pictures, and, where something was measured, of the best
  // generator: best.epoch (int64 [1]), best.distance (float64 [1]), best.classifier (uint8, its
  // hash) and best.NAME, its tensors.
  NamedTensors state() const;

  const std::vector<EpochRecord>& records() const { return records_; }

  // Adds the epoch's line to the log, or puts it in the last one's place where that is of the same
  // epoch. A generator that is better than all before, by the Frechet distance, is written;
  // evaluations by another classifier than the newest one's do not count.
  void log(const EpochRecord& record);
  // Writes the samples and both networks as they are after the last logged epoch.
  void save();
  // Tells TensorBoard of all epochs that it does not know yet.
  void tell_events();
  // Writes what is drawn at the end. `training_images`: uint8 [n, height, width].
  void finish(const at::Tensor& training_images);

 private:
  bool is_best(const Evaluation& evaluation) const;

  const RunFolder& folder_;
  Generator generator_;
  Discriminator discriminator_;
  at::Tensor latents_;
  std::optional<MetricsLog> log_;
  bool wants_events_;
  std::optional<EventLog> events_;
  ContactSheet contact_sheet_;
  NamedTensors best_;
  std::vector<EpochRecord> records_;
};

}  // namespace gan::app
