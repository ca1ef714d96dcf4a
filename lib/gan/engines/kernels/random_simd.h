// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"), a counter per
// lane. Gives what philox.h gives. See simd.h for who may include this.
#pragma once

#include "gan/engines/kernels/simd.h"

namespace gan::GAN_ISA {

using Longs = std::uint64_t __attribute__((vector_size(4 * GAN_LANES)));

// The products of each 64 bits' low word, whole.
GAN_INLINE Longs multiply_low_words(Longs a, Longs b) {
#if defined(__AVX512F__)  // the form without a mask makes GCC 12 warn of its own header
  return reinterpret_cast<Longs>(
      _mm512_maskz_mul_epu32(0xff, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
#elif defined(__AVX2__)
  return reinterpret_cast<Longs>(
      _mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#else
  return (a & 0xffffffffU) * (b & 0xffffffffU);
#endif
}

struct WordPair {
  Words high;
  Words low;
};

GAN_INLINE WordPair multiply(Words a, std::uint32_t factor) {
  const Longs wide = reinterpret_cast<Longs>(a);
  const Longs by = Longs{} + factor;
  const Longs even = multiply_low_words(wide, by);
  const Longs odd = multiply_low_words(wide >> 32, by);
  constexpr std::uint64_t kLow = 0xffffffffU;
  return {reinterpret_cast<Words>((even >> 32) | (odd & ~kLow)),
          reinterpret_cast<Words>((even & kLow) | (odd << 32))};
}

struct RandomWords {
  Words word[4];
};

GAN_INLINE RandomWords philox(Words counter0, std::uint32_t counter1, std::uint32_t counter2,
                              std::uint64_t key) {
  Words x0 = counter0, x1 = Words{} + counter1, x2 = Words{} + counter2, x3 = Words{};
  auto key0 = static_cast<std::uint32_t>(key);
  auto key1 = static_cast<std::uint32_t>(key >> 32);
#pragma GCC unroll 10
  for (int round = 0; round < 10; ++round) {
    const WordPair a = multiply(x0, 0xD2511F53U);
    const WordPair b = multiply(x2, 0xCD9E8D57U);
    x0 = b.high ^ x1 ^ key0;
    x1 = b.low;
    x2 = a.high ^ x3 ^ key1;
    x3 = a.low;
    key0 += 0x9E3779B9U;
    key1 += 0xBB67AE85U;
  }
  return {{x0, x1, x2, x3}};
}

}  // namespace gan::GAN_ISA
