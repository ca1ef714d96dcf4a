// A recorded run of Keras, and the networks that it began with.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/training/iteration.h"

namespace gan::test {

using NamedTensors = std::map<std::string, at::Tensor>;

class KerasRecording {
 public:
  explicit KerasRecording(const std::string& path);

  // Every recording in $GAN_GOLDEN_DIR, else in the folder that comes with the tests.
  static std::vector<std::string> paths();

  bool has(const std::string& key) const { return tensors_.count(key) != 0; }
  at::Tensor at(const std::string& key) const;
  std::int64_t iterations() const { return iterations_; }
  bool normalises_before_relu() const { return before_relu_; }

  // Networks of the recorded sizes with the initial weights.
  Players initial_players() const;

  // Keras's tensors below `prefix`, by name without the prefix ("generator.dense1.kernel").
  NamedTensors below(const std::string& prefix) const;

 private:
  std::vector<std::int64_t> widths(const std::string& network) const;

  NamedTensors tensors_;
  std::int64_t iterations_ = 0;
  bool before_relu_ = false;
};

// By Keras's names and in Keras's layout: all weights and moving statistics, which share memory
// with the networks', and the gradients of all weights that have one.
NamedTensors keras_weights(const Players& players);
NamedTensors keras_gradients(const Players& players);

}  // namespace gan::test
