// The results of iterations, computed in several ways for comparison.
#pragma once

#include <functional>
#include <string>

#include <c10/core/Device.h>

#include "gan/training/iteration.h"
#include "gan/training/training_state.h"

namespace gan::cuda {

struct Outcome {
  // The changes of weights, moving statistics and Adam's means; on the CPU, named as in
  // TrainingState.
  NamedTensors tensors;
  IterationLossValues losses;
};

// Trains some iterations, and returns the losses.
using Train = std::function<IterationLossValues(Players& copies)>;

// The outcome of `train` on copies of the players: the same networks except for the dropout rate,
// and new optimizers with `options`.
Outcome outcome_of(const Players& players, const TrainingOptions& options, double dropout,
                   const Train& train);

// How far two outcomes may be apart.
struct Tolerance {
  double losses;   // relative, or absolute below 1
  double changes;  // Euclidean norms, relative to those of all tensors of the kind
};

// In words, the first difference beyond the tolerance, or empty. NaN always differs.
std::string difference(const Outcome& found, const Outcome& expected, const Tolerance& tolerance);

// The same for two ways that must agree to the bit, with the same random numbers on `device`.
std::string graph_difference(const Players& players, const TrainingOptions& options,
                             const c10::Device& device, const Train& by_graph,
                             const Train& without);

// Runs a check on `device`. Returns in a few words what it finds or, where LibTorch throws, that
// error. Leaves the random state unchanged. Throws c10::OutOfMemoryError where the GPU's memory
// does not suffice.
std::string fault_found_by(const c10::Device& device, const std::function<std::string()>& check);

}  // namespace gan::cuda
