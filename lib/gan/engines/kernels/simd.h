// Vectors of the instruction set that instruction_set.cpp is being compiled for; only for that file
// and its _simd.h files. Other files that it includes must emit no code: the linker would keep one
// copy for all, possibly with instructions that this processor lacks.
#pragma once

#include <cstdint>

#ifdef __AVX2__
#include <immintrin.h>
#endif

namespace gan::GAN_ISA {

constexpr int kLanes = GAN_LANES;

using Vec = float __attribute__((vector_size(4 * GAN_LANES)));
using Ints = std::int32_t __attribute__((vector_size(4 * GAN_LANES)));
using Words = std::uint32_t __attribute__((vector_size(4 * GAN_LANES)));
using LooseVec = float __attribute__((vector_size(4 * GAN_LANES), aligned(4), may_alias));

#define GAN_INLINE inline __attribute__((always_inline))

GAN_INLINE Vec load(const float* from) {
  return *reinterpret_cast<const LooseVec*>(from);
}
GAN_INLINE void store(float* to, Vec values) {
  *reinterpret_cast<LooseVec*>(to) = values;
}
GAN_INLINE Vec splat(float value) {
  return Vec{} + value;
}

// Prefetches memory that will be needed soon: weights come from beyond the second-level cache, in
// strides that the processor does not predict. An address beyond an array does no harm.
GAN_INLINE void expect(const void* memory) {
  __builtin_prefetch(memory);
}
constexpr std::int64_t kRowsAhead = 16;
constexpr std::int64_t kNumbersAhead = 64;

// The first `count` lanes, the others 0.
GAN_INLINE Vec load_some(const float* from, std::int64_t count) {
  Vec values{};
  __builtin_memcpy(&values, from, static_cast<std::size_t>(count) * sizeof(float));
  return values;
}

GAN_INLINE void store_some(float* to, Vec values, std::int64_t count) {
  __builtin_memcpy(to, &values, static_cast<std::size_t>(count) * sizeof(float));
}

GAN_INLINE Vec load_up_to(const float* from, std::int64_t count) {
  return count >= kLanes ? load(from) : load_some(from, count);
}

GAN_INLINE void store_up_to(float* to, Vec values, std::int64_t count) {
  if (count >= kLanes)
    store(to, values);
  else
    store_some(to, values, count);
}

// Passes NaN through, so that divergence is noticed.
GAN_INLINE Vec positive_part(Vec x) {
  return x <= Vec{} ? Vec{} : x;
}

GAN_INLINE Vec square_root(Vec x) {
  Vec roots;
  for (int i = 0; i < kLanes; ++i) roots[i] = __builtin_sqrtf(x[i]);
  return roots;
}

// Does nothing where the instruction set has no bfloat16.
GAN_INLINE void store_bf16([[maybe_unused]] std::uint16_t* to, [[maybe_unused]] Vec values) {
#ifdef __AVX512BF16__
  const __m256bh bf16 = _mm512_cvtneps_pbh(values);
  __builtin_memcpy(to, &bf16, sizeof bf16);
#endif
}

GAN_INLINE void store_both(float* to, std::uint16_t* bf16, std::int64_t at, Vec values) {
  store(to + at, values);
  if (bf16 != nullptr) store_bf16(bf16 + at, values);
}

}  // namespace gan::GAN_ISA
