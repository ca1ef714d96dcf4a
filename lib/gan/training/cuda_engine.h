// Iterations on a GPU, as fast as it goes. The code for that is in a library of its own, which is
// loaded when it is first asked for.
#pragma once

#include <memory>

#include "gan/data/random_batches.h"
#include "gan/training/engine.h"
#include "gan/training/iteration.h"
#include "gan/training/options.h"

namespace gan {

// An engine that computes what train_iteration computes with binary_cross_entropy, from CUDA graphs
// of whole iterations. It draws images, latents and dropout by its own functions of LibTorch's
// default generator of the device, so with other numbers than train_iteration. The first advance()
// takes a moment longer. Weights that others change after that are not followed under bf16.
//
// All arguments stay the caller's; players and batches must outlive the engine and be on one CUDA
// device, with their optimizers' states where they will stay. Throws Error where the library does
// not load (a LibTorch without CUDA has none).
std::unique_ptr<Engine> make_cuda_engine(Players& players, RandomBatches& batches,
                                         const TrainingOptions& options);

}  // namespace gan
