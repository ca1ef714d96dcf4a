// Augmentation: shifts images at random, so that the discriminator cannot memorise its training
// images.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include "gan/base/image.h"

namespace gan {

// How far each of `count` images is moved down and to the right: int64 [count, 2] on `device`, both
// from -most to most, from that device's default generator.
at::Tensor draw_shifts(std::int64_t count, std::int64_t most, const c10::Device& device);

// float32 [count, channels * height * width] images moved by such shifts, none longer than the
// image's sides. Uncovered pixels are black (-1). Differentiable. Translation of Zhao et al. 2020,
// "Differentiable augmentation for data-efficient GAN training", section 4.2.
at::Tensor shift_images(const at::Tensor& images, const at::Tensor& shifts, ImageShape shape);

}  // namespace gan
