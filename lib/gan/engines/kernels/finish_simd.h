// What happens to a product's sums on their way from registers to memory. See simd.h for who
// may include this.
#pragma once

#include "gan/engines/kernels/product.h"
#include "gan/engines/kernels/random_simd.h"
#include "gan/engines/kernels/tanh_simd.h"
#include "gan/math/adam_math.h"

namespace gan::GAN_ISA {

// Each tile has three functions. expect(row, column) is called for each vector before the products
// begin, to prefetch. After them, for each vector of columns: begin(row, column) once, then end()
// for each row from `row` on, all in one unit of kRowUnit rows.

template <Activation kActivation, bool kDropout>
struct ForwardTile {
  const ForwardFinish& description;
  std::int64_t columns;

  struct Shared {
    Vec bias;
    RandomWords random[2];  // of the batch's units of 8 rows that these rows lie in
    std::int64_t unit;      // which the first one is
  };

  GAN_INLINE void expect(std::int64_t, std::int64_t) const {}

  GAN_INLINE Shared begin(std::int64_t row, std::int64_t column) const {
    Shared shared;
    shared.bias = load_up_to(description.bias + column, columns - column);
    if (kDropout) {
      const DropoutMask& mask = description.dropout;
      Words lanes = Words{} + static_cast<std::uint32_t>(column);
      for (int i = 0; i < kLanes; ++i) lanes[i] += static_cast<std::uint32_t>(i);
      shared.unit = (row + mask.first_row) / 8;
      const auto unit = static_cast<std::uint32_t>(shared.unit);
      shared.random[0] = philox(lanes, unit, mask.stream, mask.key);
      if (mask.first_row % 8 != 0)
        shared.random[1] = philox(lanes, unit + 1, mask.stream, mask.key);
    }
    return shared;
  }

  GAN_INLINE void end(const Shared& shared, std::int64_t row, std::int64_t column, Vec sum) const {
    Vec value = sum + shared.bias;
    if (kActivation == Activation::relu) value = positive_part(value);
    if (kActivation == Activation::tanh) value = hyperbolic_tangent(value);
    if (kDropout) {
      const std::int64_t in_batch = row + description.dropout.first_row;
      const Words words = shared.random[in_batch / 8 - shared.unit].word[in_batch % 8 / 2];
      const Words half = in_batch % 2 == 0 ? words & 0xffffU : words >> 16;
      value = half >= description.dropout.threshold ? value * description.kept_scale : Vec{};
    }
    store_both(description.out, description.bf16, row * description.stride + column, value);
  }
};

template <Activation kActivation>
struct InputGradientTile {
  const InputGradientFinish& description;
  std::int64_t columns;

  GAN_INLINE void expect(std::int64_t row, std::int64_t column) const {
    if (kActivation != Activation::none)
      GAN_ISA::expect(description.outputs + row * description.outputs_stride + column);
  }

  struct Shared {};
  GAN_INLINE Shared begin(std::int64_t, std::int64_t) const { return {}; }

  GAN_INLINE void end(Shared, std::int64_t row, std::int64_t column, Vec sum) const {
    if (kActivation != Activation::none) {
      const Vec output = load(description.outputs + row * description.outputs_stride + column);
      if (kActivation == Activation::tanh) sum *= 1.0F - output * output;
      if (kActivation == Activation::relu)
        sum = output > Vec{} ? sum * description.kept_scale : Vec{};
    }
    store_both(description.out, description.bf16, row * description.stride + column, sum);
  }
};

GAN_INLINE void step_adam(const AdamFinish& to, std::int64_t at, std::int64_t count, Vec gradient) {
  const AdamStep& step = to.step;
  Vec mean = load_up_to(to.mean + at, count);
  Vec square = load_up_to(to.square + at, count);
  mean += (gradient - mean) * step.mean_rate;
  square += (gradient * gradient - square) * step.square_rate;
  const Vec change = step.size * mean / (square_root(square) + step.epsilon);
  store_up_to(to.mean + at, mean, count);
  store_up_to(to.square + at, square, count);
  store_up_to(to.weight + at, load_up_to(to.weight + at, count) - change, count);
}

// The step, or only the gradient, as AdamFinish says.
GAN_INLINE void finish_gradient(const AdamFinish& to, std::int64_t at, std::int64_t count,
                                Vec gradient) {
  if (to.gradient != nullptr)
    store_up_to(to.gradient + at, gradient, count);
  else
    step_adam(to, at, count, gradient);
}

struct AdamTile {
  const AdamFinish& description;
  std::int64_t columns;

  GAN_INLINE void expect(std::int64_t row, std::int64_t column) const {
    const std::int64_t at = row * columns + column;
    GAN_ISA::expect(description.mean + at);
    GAN_ISA::expect(description.square + at);
    GAN_ISA::expect(description.weight + at);
  }

  struct Shared {};
  GAN_INLINE Shared begin(std::int64_t, std::int64_t) const { return {}; }

  GAN_INLINE void end(Shared, std::int64_t row, std::int64_t column, Vec sum) const {
    step_adam(description, row * columns + column, columns - column, sum);
  }
};

struct GradientTile {
  const AdamFinish& description;
  std::int64_t columns;

  GAN_INLINE void expect(std::int64_t, std::int64_t) const {}

  struct Shared {};
  GAN_INLINE Shared begin(std::int64_t, std::int64_t) const { return {}; }

  GAN_INLINE void end(Shared, std::int64_t row, std::int64_t column, Vec sum) const {
    store_up_to(description.gradient + row * columns + column, sum, columns - column);
  }
};

}  // namespace gan::GAN_ISA
