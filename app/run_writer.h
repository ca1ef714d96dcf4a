// Turns what the trainer reports into the files of a run.
#pragma once

#include <optional>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/models/discriminator.h"
#include "gan/models/generator.h"
#include "gan/report/contact_sheet.h"
#include "gan/report/metrics_log.h"
#include "gan/storage/run_folder.h"
#include "gan/training/epoch_result.h"
#include "gan/training/training_state.h"

namespace gan::app {

class RunWriter {
 public:
  // Samples are drawn from latents made of `seed`, the same in every epoch. The folder stays the
  // caller's. Touches no file yet.
  RunWriter(const RunFolder& folder, Generator generator, Discriminator discriminator,
            std::int64_t seed);

  // Then one of these two: a new log, or on with what a checkpoint of so many epochs holds, and
  // with those epochs' lines of the log.
  void start_log();
  void restore(const NamedTensors& state, std::int64_t epochs);
  // What a checkpoint must hold of the pictures.
  NamedTensors state() const;

  // Adds the epoch's line to the log.
  void log(const EpochResult& result);
  // Writes the samples and both networks as they are after the last logged epoch.
  void save();
  // Writes the 10x10 grid.
  void finish();

 private:
  at::Tensor draw(const at::Tensor& latents);

  const RunFolder& folder_;
  Generator generator_;
  Discriminator discriminator_;
  at::Tensor latents_;
  std::optional<MetricsLog> log_;
  ContactSheet contact_sheet_;
  std::vector<EpochResult> results_;
};

}  // namespace gan::app
