// Moving what the discriminator sees (training/random_shift.h).
#pragma once

#include "gan/engines/cuda/mlp/input_kernels.h"

namespace gan::cuda {

// A purpose for each of an iteration's passes, beyond dropout's.
constexpr std::uint32_t kDrawShifts = 1U << 30;

// out [batch, height * width]: the images moved by up to `most` pixels down and to the right, with
// `fill` where nothing moves to; or, with `back`, by as much the other way.
template <class T>
struct ShiftImages {
  using Kind = Elements;
  static constexpr std::int64_t kRun = 8;  // pixels for each drawn number

  const T* images;
  T* out;
  std::int64_t batch, height, width;
  std::uint32_t most;
  bool back;
  float fill;
  std::uint32_t purpose;
  RandomSource random;

  GAN_HOST_DEVICE std::int64_t pixels() const { return height * width; }
  GAN_HOST_DEVICE std::int64_t runs() const { return (pixels() + kRun - 1) / kRun; }
  GAN_HOST_DEVICE std::int64_t count() const { return batch * runs(); }

  GAN_HOST_DEVICE std::int64_t drawn(std::uint32_t high, std::uint32_t low) const {
    const auto shift = static_cast<std::int64_t>(below(high, low, 2 * most + 1)) - most;
    return back ? -shift : shift;
  }

  GAN_HOST_DEVICE void at(std::int64_t i) const {
    const std::int64_t image = i / runs();
    const PhiloxWords words = random.draw(static_cast<std::uint32_t>(image), 0, purpose);
    const std::int64_t down = drawn(words.word[0], words.word[1]);
    const std::int64_t right = drawn(words.word[2], words.word[3]);
    const std::int64_t begin = i % runs() * kRun;
    const std::int64_t end = begin + kRun < pixels() ? begin + kRun : pixels();
    for (std::int64_t pixel = begin; pixel < end; ++pixel) {
      const std::int64_t y = pixel / width - down, x = pixel % width - right;
      const bool inside = y >= 0 && y < height && x >= 0 && x < width;
      out[image * pixels() + pixel] =
          inside ? images[image * pixels() + y * width + x] : static_cast<T>(fill);
    }
  }
};

}  // namespace gan::cuda
