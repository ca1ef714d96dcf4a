#include "gan/data/sources/synthetic.h"

#include <new>
#include <string>

#include "gan/base/error.h"
#include "gan/base/split_mix.h"
#include "gan/data/sources/digit_drawing.h"

namespace gan {
namespace {

constexpr std::int64_t kSide = 28;

}  // namespace

SyntheticDigits draw_synthetic_digits(std::int64_t count, std::uint64_t seed) {
  const Error error = Error("drawing synthetic digits");
  constexpr std::int64_t kMost = std::int64_t{1} << 32;
  if (count < 1 || count >= kMost)
    throw Error(error).expected("a count from 1 to 4294967295").found(std::to_string(count));
  const auto n = static_cast<std::size_t>(count);
  SyntheticDigits digits;
  digits.images.sizes = {count, kSide, kSide};
  digits.labels.sizes = {count};
  try {
    digits.images.bytes.resize(n * kSide * kSide);
    digits.labels.bytes.resize(n);
  } catch (const std::bad_alloc&) {
    throw Error(error).found("too little memory for " + std::to_string(count) + " images");
  }
  for (std::size_t i = 0; i < n; ++i) {
    SplitMix random(seed, i);
    const auto digit = static_cast<int>(random.between(0, 9));
    digits.labels.bytes[i] = static_cast<std::uint8_t>(digit);
    draw_digit(digit, kSide, random, digits.images.bytes.data() + i * kSide * kSide);
  }
  return digits;
}

}  // namespace gan
