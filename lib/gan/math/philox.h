// Random numbers that are a function of a counter, so that they can be drawn in any order.
#pragma once

#include <cmath>
#include <cstdint>

#include "gan/math/host_device.h"

namespace gan {

struct PhiloxWords {
  std::uint32_t word[4];
};

// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3):
// 128 random bits for each counter and key.
GAN_HOST_DEVICE PhiloxWords philox(PhiloxWords counter, std::uint64_t key) {
  std::uint32_t x0 = counter.word[0], x1 = counter.word[1];
  std::uint32_t x2 = counter.word[2], x3 = counter.word[3];
  auto key0 = static_cast<std::uint32_t>(key);
  auto key1 = static_cast<std::uint32_t>(key >> 32);
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53U} * x0;
    const std::uint64_t b = std::uint64_t{0xCD9E8D57U} * x2;
    x0 = static_cast<std::uint32_t>(b >> 32) ^ x1 ^ key0;
    x1 = static_cast<std::uint32_t>(b);
    x2 = static_cast<std::uint32_t>(a >> 32) ^ x3 ^ key1;
    x3 = static_cast<std::uint32_t>(a);
    key0 += 0x9E3779B9U;
    key1 += 0xBB67AE85U;
  }
  return {{x0, x1, x2, x3}};
}

// One of eight numbers below 65536: the low half of word i / 2 for even i, its high half for odd i.
GAN_HOST_DEVICE std::uint32_t half_word(const PhiloxWords& words, int i) {
  const std::uint32_t word = words.word[i / 2];
  return i % 2 == 0 ? word & 0xffffU : word >> 16;
}

// An integer below `count` from 64 random bits, uniform to within count / 2^64.
GAN_HOST_DEVICE std::uint64_t below(std::uint32_t high, std::uint32_t low, std::uint32_t count) {
  const std::uint64_t carry = (std::uint64_t{low} * count) >> 32;
  return (std::uint64_t{high} * count + carry) >> 32;
}

struct NormalPair {
  float first;
  float second;
};

// Two independent standard normal numbers (Box and Muller 1958), at most 6.8 in absolute value.
GAN_HOST_DEVICE NormalPair normal_pair(std::uint32_t a, std::uint32_t b) {
  constexpr float kTwoToMinus32 = 2.3283064e-10F;
  constexpr float kTwoPi = 6.2831853F;
  // Adding one half avoids log(0). Where the product rounds up to 1, the radius is 0.
  const float uniform = (static_cast<float>(a) + 0.5F) * kTwoToMinus32;
  const float radius = sqrtf(-2 * logf(uniform));
  const float angle = static_cast<float>(b) * (kTwoToMinus32 * kTwoPi);
  return {radius * cosf(angle), radius * sinf(angle)};
}

}  // namespace gan
