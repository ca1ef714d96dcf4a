// The random numbers of an iteration, and its draws as tensors, to compute the same in another way.
#pragma once

#include <c10/core/Device.h>

#include "gan/data/random_batches.h"
#include "gan/engines/cuda/mlp/input_kernels.h"

namespace gan::cuda {

// The numbers of the next iteration, which count as drawn from LibTorch's default generator of the
// device. While a graph is captured, they are pointers to what each replay writes.
RandomSource next_numbers(const c10::Device& device);

// float32 [batch, pixels], on the device of the batches.
at::Tensor drawn_images(const RandomBatches& batches, const RandomSource& random);

// float32 [2 * batch, latent_dim]: of the fakes, then of the generator's step.
at::Tensor drawn_latents(const RandomBatches& batches, std::int64_t latent_dim,
                         const RandomSource& random);

// int64 [batch, 2]: by how much a pass of the discriminator moves each image down and to the right,
// at most `most`. `random` by value.
at::Tensor drawn_shifts(const RandomBatches& batches, std::int64_t most, std::uint32_t pass,
                        const RandomSource& random);

}  // namespace gan::cuda
