// Everything that the rest of a training depends on.
#pragma once

#include <cstdint>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/networks/named_tensors.h"
#include "gan/training/engine.h"
#include "gan/training/iteration.h"

namespace gan {

class GeneratorAverage;

struct TrainingState {
  std::string engine;            // what computed, by Engine::name(); empty in old checkpoints
  std::int64_t epochs = 0;       // whole ones
  std::int64_t iterations = 0;   // of the epoch after them, less than it has
  IterationLossValues loss_sum;  // over those iterations

  // NAME runs over the parameters (and, for the networks, the moving statistics) as LibTorch names
  // them, generator.NAME and discriminator.NAME:
  //   generator.NAME, discriminator.NAME    the networks
  //   adam.mean.NAME, adam.square.NAME      Adam's moving means of gradients and of their squares
  //   average.generator.NAME                the moving average, where the options want one
  //   adam.steps.generator, .discriminator  int64 [1]
  //   random.cpu, random.cuda               uint8, LibTorch's default generators; the second where
  //                                         the training is on a GPU
  NamedTensors tensors;  // float32, int64 or uint8, on the CPU
};

// Copies of all tensors of a training on `device`. Waits for it.
NamedTensors copy_tensors(Players& players, const at::Device& device);

// Puts them back into the networks, the optimizers and the default generators. A training that was
// on the CPU has no random state for a GPU: there it goes on with numbers that `seed` and the steps
// taken decide. Throws Error, before a weight is changed, where a tensor is missing or of another
// shape or type.
void restore_tensors(const NamedTensors& tensors, Players& players, const at::Device& device,
                     std::int64_t seed);

// The same for the moving average alone.
void copy_average(const GeneratorAverage& average, NamedTensors& to);
void restore_average(const NamedTensors& tensors, GeneratorAverage& average);

// The seed of the `attempt`-th try of a training that went wrong with `seed`.
std::uint64_t fresh_seed(std::int64_t seed, std::int64_t attempt);

}  // namespace gan
