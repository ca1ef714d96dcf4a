// Writes the files of a run.
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
  // Draws samples from latents that depend on `seed` alone, the same in every epoch. `folder` must
  // outlive this object. `events`: also write an event log for TensorBoard. Touches no file yet.
  RunWriter(const RunFolder& folder, Generator generator, Discriminator discriminator,
            std::int64_t seed, bool events);

  // Takes over state() of a checkpoint. Touches no file. Throws Error if it is not of this run.
  void restore(const NamedTensors& state);
  // Call it next, in a resumed run after restore(). Keeps the log's lines of the first `epochs`
  // epochs, and writes the best generator. Draws random numbers from the default generator.
  void open_log(std::int64_t epochs);
  // One line about the log's lines that open_log() skipped; empty if it skipped none.
  const std::string& passed_over() const { return log_->passed_over(); }
  // For the checkpoint: the latents, the contact sheet (sheet_tensors.h) and, once a generator was
  // measured, the best one: best.epoch (int64 [1]), best.distance (float64 [1]), best.classifier
  // (uint8, the classifier's hash) and best.NAME, the generator's tensors.
  NamedTensors state() const;

  const std::vector<EpochRecord>& records() const { return records_; }

  // Appends the epoch's line to the log, or replaces the last line if that is of the same epoch.
  // Writes the generator as the best one if its Frechet distance is the least so far. Distances by
  // another classifier than this evaluation's do not count.
  void log(const EpochRecord& record);
  // Writes the samples, the charts and both networks after the last logged epoch.
  void save();
  // Appends to the event log all epochs that it lacks.
  void tell_events();
  // Writes the pictures of the end of a run. `training_images`: uint8 [n, height, width].
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
