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
  std::string engine;            // Engine::name(); empty in old checkpoints
  std::int64_t epochs = 0;       // complete ones
  std::int64_t iterations = 0;   // of the next epoch, fewer than it has
  IterationLossValues loss_sum;  // over those iterations

  // PLAYER is generator or discriminator. NAME is LibTorch's name of a parameter (dense1.weight)
  // or, in the networks and the average, of a moving statistic.
  //   PLAYER.NAME              the networks
  //   adam.mean.PLAYER.NAME    Adam's moving mean of the gradients
  //   adam.square.PLAYER.NAME  Adam's moving mean of their squares
  //   adam.steps.PLAYER        int64 [1]
  //   average.generator.NAME   the moving average, if the options request one
  //   random.cpu, random.cuda  uint8, LibTorch's default generators; random.cuda on a GPU only
  NamedTensors tensors;  // float32, int64 or uint8, on the CPU
};

// Copies of all tensors of a training on `device`. Waits for the device.
NamedTensors copy_tensors(Players& players, const at::Device& device);

// Copies them back into the networks, the optimizers and LibTorch's default generators. A state
// from the CPU has no random state for a GPU, which is then seeded from `seed` and the number of
// steps taken. Throws Error, before any weight changes, where a tensor is missing or has another
// shape or type.
void restore_tensors(const NamedTensors& tensors, Players& players, const at::Device& device,
                     std::int64_t seed);

// The same for the moving average alone.
void copy_average(const GeneratorAverage& average, NamedTensors& to);
void restore_average(const NamedTensors& tensors, GeneratorAverage& average);

// The seed for attempt `attempt` at a training that diverged with `seed`.
std::uint64_t fresh_seed(std::int64_t seed, std::int64_t attempt);

}  // namespace gan
