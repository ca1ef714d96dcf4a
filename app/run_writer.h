// Turns what the trainer reports into the files of a run.
#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/models/discriminator.h"
#include "gan/models/generator.h"
#include "gan/report/contact_sheet.h"
#include "gan/report/metrics_log.h"
#include "gan/storage/run_folder.h"
#include "gan/training/epoch_result.h"

namespace gan::app {

class RunWriter {
 public:
  // Samples are drawn from latents made of `seed`, the same in every epoch. Creates the log.
  RunWriter(RunFolder folder, Generator generator, Discriminator discriminator, std::int64_t seed);

  // Adds the epoch's line to the log.
  void log(const EpochResult& result);
  // Writes the samples and both networks as they are after the last logged epoch.
  void save();
  // Writes the 10x10 grid.
  void finish();

 private:
  at::Tensor draw(const at::Tensor& latents);

  RunFolder folder_;
  Generator generator_;
  Discriminator discriminator_;
  at::Tensor latents_;
  MetricsLog log_;
  ContactSheet contact_sheet_;
  std::vector<EpochResult> results_;
};

}  // namespace gan::app
