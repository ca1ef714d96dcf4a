// What an iteration draws: images, latents, and the shifts of the discriminator's images
// (training/random_shift.h).
#pragma once

#include "gan/engines/cuda/mlp/kernel.h"
#include "gan/math/philox.h"

namespace gan::cuda {

// The source of an iteration's random numbers: the seed and offset of a random generator of
// LibTorch's, by value or, in a graph, by pointers to what each replay writes. An iteration
// advances the offset by four, so that each has a different one.
struct RandomSource {
  const std::int64_t* seed_at = nullptr;
  const std::int64_t* offset_at = nullptr;
  std::uint64_t seed = 0;
  std::uint64_t offset = 0;  // added to *offset_at

  static constexpr std::uint64_t kNumbersPerIteration = 4;

  // Random bits for position (x, y) in the draw `purpose` of this iteration. The key is not the
  // seed itself, which other kernels use.
  GAN_HOST_DEVICE PhiloxWords draw(std::uint32_t x, std::uint32_t y, std::uint32_t purpose) const {
    const std::uint64_t key = seed_at != nullptr ? static_cast<std::uint64_t>(*seed_at) : seed;
    const std::uint64_t begin =
        offset + (offset_at != nullptr ? static_cast<std::uint64_t>(*offset_at) : 0);
    const auto iteration = static_cast<std::uint32_t>(begin / kNumbersPerIteration);
    return philox({{x, y, iteration, purpose}}, key ^ 0x67616e2d63756461U);
  }
};

// The purposes. Dropout has one for each of the iteration's three passes and each layer.
constexpr std::uint32_t kDrawImages = 0;
constexpr std::uint32_t kDrawLatents = 1;
constexpr std::uint32_t kDrawDropout = 2;
constexpr std::uint32_t kDrawShifts = 1U << 30;  // one for each of the passes, beyond dropout's

// out [batch, pixels] = (image - 127.5) / 127.5 of images [count, pixels] drawn with replacement.
template <class T>
struct GatherImages {
  using Kind = Elements;
  static constexpr std::int64_t kRun = 8;  // pixels for each drawn number

  const std::uint8_t* images;
  std::uint32_t image_count;
  std::int64_t pixels;
  std::int64_t batch;
  T* out;
  RandomSource random;

  GAN_HOST_DEVICE std::int64_t runs() const { return (pixels + kRun - 1) / kRun; }
  GAN_HOST_DEVICE std::int64_t count() const { return batch * runs(); }

  GAN_HOST_DEVICE void at(std::int64_t i) const {
    const std::int64_t row = i / runs();
    const PhiloxWords words = random.draw(static_cast<std::uint32_t>(row), 0, kDrawImages);
    const auto image = static_cast<std::int64_t>(below(words.word[0], words.word[1], image_count));
    const std::int64_t begin = i % runs() * kRun;
    const std::int64_t end = begin + kRun < pixels ? begin + kRun : pixels;
    for (std::int64_t pixel = begin; pixel < end; ++pixel)
      out[row * pixels + pixel] =
          static_cast<T>((static_cast<float>(images[image * pixels + pixel]) - 127.5F) / 127.5F);
  }
};

// out [size]: standard normal numbers.
template <class T>
struct DrawLatents {
  using Kind = Elements;

  std::int64_t size;
  T* out;
  RandomSource random;

  GAN_HOST_DEVICE std::int64_t count() const { return (size + 3) / 4; }

  GAN_HOST_DEVICE void at(std::int64_t i) const {
    const PhiloxWords words = random.draw(static_cast<std::uint32_t>(i),
                                          static_cast<std::uint32_t>(i >> 32), kDrawLatents);
    const NormalPair a = normal_pair(words.word[0], words.word[1]);
    const NormalPair b = normal_pair(words.word[2], words.word[3]);
    const float drawn[4] = {a.first, a.second, b.first, b.second};
    for (int k = 0; k < 4; ++k)
      if (4 * i + k < size) out[4 * i + k] = static_cast<T>(drawn[k]);
  }
};

// out [batch, height * width]: the images moved by up to `most` pixels down and to the right, or,
// with `back`, in the opposite direction. Uncovered pixels are `fill`.
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
