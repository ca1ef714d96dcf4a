// Engines for GPUs, from libgan_cuda.so (cuda_device.h).
#pragma once

#include <memory>
#include <string>

#include "gan/data/random_batches.h"
#include "gan/training/engine.h"
#include "gan/training/iteration.h"
#include "gan/training/options.h"

namespace gan {

struct CudaPart {
  // For the tutorial's networks and steps, with our own kernels. See self_check in
  // engines/cuda/mlp/self_check.h.
  std::string (*mlp_fault)(const Players&, const RandomBatches&, const TrainingOptions&);

  // An engine that computes what train_iteration computes with binary_cross_entropy, from CUDA
  // graphs of whole iterations. It computes images, latents and dropout from the seed and offset of
  // LibTorch's default generator of the device, so its random numbers differ from
  // train_iteration's. The first advance() takes a moment longer. With bf16, the engine ignores
  // weights that others change after that. The caller owns all arguments; players and batches must
  // outlive the engine and be on one CUDA device, and the optimizers' states must not move.
  std::unique_ptr<Engine> (*mlp_engine)(Players&, RandomBatches&, const TrainingOptions&);

  // For any networks and any loss: EagerEngine's iterations as CUDA graphs, and a check that they
  // compute the same. See engines/cuda/captured_engine.h.
  std::string (*captured_fault)(const Players&, const RandomBatches&, const Objective&,
                                const TrainingOptions&);
  std::unique_ptr<Engine> (*captured_engine)(Players&, RandomBatches&, const Objective&,
                                             const TrainingOptions&);
};

// Throws Error where the library does not load (a LibTorch without CUDA has none).
const CudaPart& cuda_part();

}  // namespace gan
