// SplitMix64, a small random generator whose numbers are the same on every platform, unlike those
// of the standard library's distributions. Method: Steele, Lea, Flood, "Fast splittable
// pseudorandom number generators" (OOPSLA 2014), with Stafford's mixing function 13.
#pragma once

#include <cstdint>

namespace gan {

class SplitMix {
 public:
  explicit SplitMix(std::uint64_t state) : state_(state) {}

  // An independent sequence for each pair.
  SplitMix(std::uint64_t seed, std::uint64_t stream) : state_(mix(mix(seed + kGamma) ^ stream)) {}

  std::uint64_t next() { return mix(state_ += kGamma); }

  // Uniform, both ends included; they may be up to 2^32 - 1 apart.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    const auto range = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<std::int64_t>((next() >> 32) * range >> 32);
  }

  // From -spread to spread, the middle likelier: the mean of three uniform numbers.
  std::int64_t around_zero(std::int64_t spread) {
    std::int64_t sum = 0;
    for (int i = 0; i < 3; ++i) sum += between(-spread, spread);
    return sum / 3;
  }

 private:
  static constexpr std::uint64_t kGamma = 0x9e3779b97f4a7c15u;

  static std::uint64_t mix(std::uint64_t z) {
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
  }

  std::uint64_t state_;
};

}  // namespace gan
