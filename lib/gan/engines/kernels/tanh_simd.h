// The hyperbolic tangent. See simd.h for who may include this.
#pragma once

#include "gan/engines/kernels/simd.h"

namespace gan::GAN_ISA {

// e^x for x in [0, 20], within 2 units in the last place: 2^n times a polynomial in what is left
// (Cephes, expf).
GAN_INLINE Vec exponential(Vec x) {
  constexpr float kRound = 12582912.0F;  // 1.5 * 2^23: the sum has no room for a fraction
  const Vec n = (x * 1.44269504088896341F + kRound) - kRound;
  const Vec r = x - n * 0.693359375F + n * 2.12194440e-4F;
  Vec p = splat(1.9875691500e-4F);
  p = p * r + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * r * r + r + 1.0F;
  const Ints exponent = (__builtin_convertvector(n, Ints) + 127) << 23;
  return p * reinterpret_cast<Vec>(exponent);
}

// Within 3e-7 of the exact value (Cephes, tanhf).
GAN_INLINE Vec hyperbolic_tangent(Vec x) {
  const Ints sign = reinterpret_cast<Ints>(x) & INT32_MIN;
  const Vec magnitude = reinterpret_cast<Vec>(reinterpret_cast<Ints>(x) & INT32_MAX);
  const Vec capped = magnitude > splat(9.5F) ? splat(9.5F) : magnitude;

  const Vec large = 1.0F - 2.0F / (exponential(capped + capped) + 1.0F);
  const Vec z = x * x;
  Vec p = splat(-5.70498872745e-3F);
  p = p * z + 2.06390887954e-2F;
  p = p * z - 5.37397155531e-2F;
  p = p * z + 1.33314422036e-1F;
  p = p * z - 3.33332819422e-1F;
  const Vec small = p * z * magnitude + magnitude;

  const Vec result = magnitude < splat(0.625F) ? small : large;
  return reinterpret_cast<Vec>(reinterpret_cast<Ints>(result) | sign);
}

}  // namespace gan::GAN_ISA
