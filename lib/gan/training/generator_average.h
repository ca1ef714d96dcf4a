// A moving average of the generator, with less noise than any single state.
#pragma once

#include <cstdint>

#include "gan/networks/generator.h"

namespace gan {

// Weights and moving statistics, averaged with weights that fall by `decay` an iteration (Yazici et
// al. 2019, section 3). Early in training it spans no more than a tenth of the iterations so far,
// so that the first ones are forgotten.
class GeneratorAverage {
 public:
  // Iterations between two calls of add(): cheap, and the same for all engines.
  static constexpr std::int64_t kInterval = 25;

  // Starts as a copy of `trained`, on its device.
  GeneratorAverage(const Generator& trained, double decay);

  // Adds the generator's state after `total` iterations, `since` of them after the last call.
  void add(const Generator& trained, std::int64_t since, std::int64_t total);

  // The average, which later calls change.
  const Generator& generator() const { return average_; }

 private:
  Generator average_;
  double decay_;
};

}  // namespace gan
