// The names of a training run's files.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "gan/storage/checkpoint_folder.h"

namespace gan {

// Only names: reads, creates and locks nothing.
class RunPaths {
 public:
  explicit RunPaths(std::string path) : path_(std::move(path)), checkpoints_(path_) {}

  const std::string& path() const { return path_; }
  const CheckpointFolder& checkpoints() const { return checkpoints_; }
  std::string options() const { return path_ + "/options.json"; }
  std::string record() const { return path_ + "/run.json"; }
  std::string log() const { return path_ + "/log.jsonl"; }
  std::string classifier() const { return path_ + "/classifier.json"; }
  // Its name in runs of older versions.
  std::string former_classifier() const { return path_ + "/judge.json"; }
  std::string loss_plot() const { return path_ + "/losses.svg"; }
  std::string report() const { return path_ + "/report.html"; }
  std::string events() const { return path_ + "/tensorboard/events.out.tfevents.gan"; }
  std::string generator() const { return path_ + "/gan_gen.pt"; }
  std::string best_generator() const { return path_ + "/best_gen.pt"; }
  std::string discriminator() const { return path_ + "/gan_dis.pt"; }

  std::string samples() const { return path_ + "/samples"; }
  std::string sample(std::int64_t epoch) const {
    return samples() + "/epoch-" + padded(epoch, 4) + ".png";
  }
  std::string grid() const { return samples() + "/grid.png"; }
  std::string contact_sheet() const { return samples() + "/progress.png"; }
  std::string animation() const { return samples() + "/training.png"; }
  std::string neighbours() const { return samples() + "/neighbours.png"; }
  std::string interpolation() const { return samples() + "/interpolation.png"; }

 private:
  std::string path_;
  CheckpointFolder checkpoints_;
};

}  // namespace gan
