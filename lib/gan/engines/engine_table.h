// The fast engines.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <c10/core/Device.h>

#include "gan/data/random_batches.h"
#include "gan/training/engine.h"
#include "gan/training/iteration.h"

namespace gan {

// What a training computes, as far as it decides who can compute it.
struct Recipe {
  std::string architecture;
  ImageShape image;
  Objective objective;
  TrainingOptions options;
};

// To add an engine: a folder beside cpu/ that makes one, and an entry in the table.
struct EngineKind {
  std::string name;        // Engine::name()
  c10::DeviceType device;  // where it computes
  // Whether it draws or rounds otherwise than EagerEngine, so that a training cannot go from one to
  // the other unseen.
  bool own_numbers;

  // Why it cannot compute the training, in a few words that go on "NAME computes ..."; empty where
  // it can.
  std::function<std::string(const Recipe&)> why_not;
  // What a check before it is used found, in a few words; empty: nothing. May be empty itself.
  std::function<std::string(const Players&, const RandomBatches&, const Recipe&)> fault;
  std::function<std::unique_ptr<Engine>(Players&, RandomBatches&, const Recipe&)> make;
};

// The fast ones, the fastest first. Whatever none of them computes, EagerEngine does.
const std::vector<EngineKind>& fast_engines();

}  // namespace gan
