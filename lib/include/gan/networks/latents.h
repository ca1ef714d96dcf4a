// What the generator takes: latents, random vectors, and the classes to draw.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace gan {

// Standard normal float32 [count, latent_dim] on the CPU, made from `seed` alone. LibTorch's
// default generator is not used, so drawing samples never changes a training run.
at::Tensor seeded_latents(std::int64_t count, std::int64_t latent_dim, std::int64_t seed);

// int64 [count] on the CPU: entries of `among`, int64 [n], drawn uniformly with replacement, made
// from `seed` alone. The labels of a training set give its classes as often as it has them.
at::Tensor seeded_labels(std::int64_t count, const at::Tensor& among, std::int64_t seed);

// int64 [count] on the CPU: the classes from 0, in turn. Undefined for 0 classes.
at::Tensor labels_in_turn(std::int64_t count, std::int64_t classes);

// `steps` latents on the great arc from each row of `from` to the same row of `to` (both [rows,
// latent_dim]): float32 [rows * steps, latent_dim], ends included. Throws Error for other shapes or
// fewer than 1 step. Normal draws lie near a sphere, and a straight line leaves it (White 2016,
// "Sampling Generative Networks", section 2.1).
at::Tensor interpolate_latents(const at::Tensor& from, const at::Tensor& to, std::int64_t steps);

}  // namespace gan
