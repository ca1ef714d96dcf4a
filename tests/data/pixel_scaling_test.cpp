#include "gan/data/pixel_scaling.h"

#include <limits>
#include <vector>

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

using Values = std::vector<float>;

constexpr PixelRange kMinusOneToOne{-1, 1}, kZeroToOne{0, 1}, kZeroTo255{0, 255};

at::Tensor pixels(Values values) {
  const auto count = static_cast<std::int64_t>(values.size());
  return at::from_blob(values.data(), {1, 1, count}, at::kFloat).clone();
}

KnownPixelRange find(const at::Tensor& numbers, std::optional<PixelRange> given = {}) {
  AskedPixelRange asked;
  asked.given = given;
  return find_pixel_range(numbers, asked, "FILE");
}

std::string refusal(const at::Tensor& numbers, std::optional<PixelRange> given = {}) {
  return error_of([&] { find(numbers, given); });
}

std::string range_in(const at::Tensor& numbers) {
  return name_of(find(numbers).range);
}

// Numbers like those of drawn digits: four fifths are black, the rest go evenly to white.
at::Tensor digits(double black, double white) {
  const at::Tensor ink = at::linspace(0, 1, 200);
  return at::cat({at::zeros({800}), ink}).mul(white - black).add(black).to(at::kFloat);
}

// The same after a filter that leaves a rim of less than black and more than white.
at::Tensor filtered(double black, double white, double overshoot) {
  at::Tensor numbers = digits(black, white);
  numbers.slice(0, 0, 100).sub_(overshoot * (white - black));
  numbers.slice(0, 980).add_(overshoot * (white - black));
  return numbers;
}

// `share` of the digits' numbers replaced by another.
at::Tensor with(at::Tensor numbers, double share, float other) {
  numbers.slice(0, 0, static_cast<std::int64_t>(share * 1000)).fill_(other);
  return numbers;
}

TEST(PixelScaling, ScalesEachToTheSame) {
  const at::Tensor expected = pixels({-1, -0.5, 0, 1});
  for (const auto& [range, values] : {std::pair(kMinusOneToOne, Values{-1, -0.5, 0, 1}),
                                      {kZeroToOne, {0, 0.25, 0.5, 1}},
                                      {kZeroTo255, {0, 63.75, 127.5, 255}},
                                      {PixelRange{10, 50}, {10, 20, 30, 50}}})
    EXPECT_TRUE(scale_pixels(pixels(values), range).equal(expected));
  EXPECT_TRUE(scale_pixels(pixels({-3, 9}), kZeroToOne).equal(pixels({-1, 1})));
}

TEST(PixelScaling, IsFound) {
  for (const auto& [black, white] : {std::pair(-1.0, 1.0), {0, 1}, {0, 255}, {-0.5, 0.5}}) {
    const PixelRange range{black, white};
    const KnownPixelRange known = find(digits(black, white));
    EXPECT_EQ(known.range, range) << name_of(range);
    EXPECT_EQ(known.warning, "");
    EXPECT_EQ(find(digits(black, white).neg().add(black + white)).range, range) << "inverted";
  }
  EXPECT_EQ(find(digits(0, 1)).facts, "pixel range 0 to 1, found");
  EXPECT_EQ(find(digits(0, 1), kZeroTo255).facts, "pixel range 0 to 255, given");
}

TEST(PixelScaling, IsFoundWhereAFilterWentBeyondIt) {
  for (const double overshoot : {0.04, 0.1, 0.16})
    for (const auto& [black, white] : {std::pair(-1.0, 1.0), {0, 1}, {0, 255}}) {
      const PixelRange range{black, white};
      const KnownPixelRange known = find(filtered(black, white, overshoot));
      EXPECT_EQ(known.range, range) << overshoot;
      EXPECT_TRUE(has(known.facts, {"found (1", "% of the pixels are outside it, from "}));
    }
  EXPECT_TRUE(has(find(filtered(0, 1, 0.1)).facts, {"from -0.1 to 1.1, and were clipped"}));
}

TEST(PixelScaling, OfWholeNumbersIsTheirLargest) {
  for (const int most : {1, 3, 7, 15, 16, 255}) {
    const at::Tensor grays = digits(0, most).round();
    for (const at::ScalarType type : {at::kByte, at::kShort, at::kLong, at::kFloat})
      EXPECT_EQ(find(grays.to(type)).range, (PixelRange{0, static_cast<double>(most)})) << most;
  }
  EXPECT_EQ(range_in(digits(0, 1).round().to(at::kBool).to(at::kByte)), "0,1");
  EXPECT_EQ(range_in(digits(-1, 1).round().to(at::kChar)), "-1,1");
  // One bright byte tells; of floats there must be some.
  EXPECT_EQ(range_in(with(at::zeros({1000}), 0.001, 200).to(at::kByte)), "0,255");
  refusal(with(at::zeros({1000}), 0.009, 200));
}

TEST(PixelScaling, OneNumberDoesNotDecide) {
  EXPECT_EQ(range_in(with(digits(0, 1), 0.001, -0.9F)), "0,1");
  EXPECT_EQ(range_in(with(digits(0, 1), 0.001, 3)), "0,1");
  EXPECT_EQ(range_in(with(digits(0, 255), 0.001, -40)), "0,255");
  EXPECT_EQ(range_in(with(digits(0, 1), 0.02, -0.9F)), "-1,1");
  // Neither few nor many.
  EXPECT_TRUE(has(refusal(with(digits(0, 1), 0.008, -0.9F)), {"--pixel-range BLACK,WHITE"}));
}

TEST(PixelScaling, IsToBeGivenWhereNothingFits) {
  // Standardised, centred, percent of 2, 16 bits, signed bytes, a few grays of no number of bits.
  EXPECT_TRUE(has(refusal(digits(-0.4242, 2.8215)),
                  {"FILE", "0 to 255", "-0.4242 to 2.8215", "--pixel-range", "-0.4242,2.8215"}));
  EXPECT_TRUE(has(refusal(digits(-0.1307, 0.8693)), {"-0.1307,0.8693"}));
  EXPECT_TRUE(has(refusal(digits(0, 2)), {"0,2"}));
  EXPECT_TRUE(has(refusal(digits(0, 65535).to(at::kInt)), {"0,65535"}));
  EXPECT_TRUE(has(refusal(digits(-128, 127).to(at::kChar)), {"-128,127"}));
  EXPECT_TRUE(has(refusal(digits(0, 10).round().to(at::kByte)), {"0,10"}));
  EXPECT_EQ(find(digits(-0.4242, 2.8215), PixelRange{-0.4242, 2.8215}).warning, "");
}

TEST(PixelScaling, GivenIsRefusedWhereTheNumbersAreOthers) {
  EXPECT_TRUE(has(refusal(pixels({0, 1.5}), kZeroToOne),
                  {"FILE", "from 0 to 1", "from 0 to 1.5", "--pixel-range"}));
  refusal(pixels({-0.5, 1}), kZeroToOne);
  refusal(pixels({-1.75, 1}), kMinusOneToOne);
  refusal(pixels({0, 400}), kZeroTo255);
  EXPECT_EQ(find(digits(-0.1, 1), kZeroToOne).range, kZeroToOne);
  const float infinite = std::numeric_limits<float>::infinity();
  for (const float wrong : {infinite, std::numeric_limits<float>::quiet_NaN()})
    EXPECT_TRUE(has(refusal(pixels({0, wrong})), {"finite"}));
}

TEST(PixelScaling, DarkPicturesAreDoubtful) {
  for (const at::Tensor& dark : {at::zeros({9}), digits(-0.3, 0.3), digits(0, 100), digits(0, 0.06),
                                 at::full({9}, 0.5), at::zeros({9}, at::kByte), digits(-0.6, 0.4)})
    EXPECT_TRUE(has(find(dark).warning, {"FILE", "--pixel-range BLACK,WHITE"})) << dark.max();
  EXPECT_EQ(find(at::ones({9})).warning, "");
  EXPECT_EQ(find(at::zeros({9}), kZeroToOne).warning, "");
}

TEST(PixelScaling, CanBeSupposed) {
  AskedPixelRange asked;
  asked.supposed = kMinusOneToOne;
  const at::Tensor gray = at::linspace(-0.2, 0.2, 100);
  refusal(gray);
  const KnownPixelRange known = find_pixel_range(gray, asked, "FILE");
  EXPECT_EQ(known.facts, "pixel range -1 to 1, assumed");
  EXPECT_TRUE(has(known.warning, {"FILE", "-0.2 to 0.2", "--pixel-range"}));
  EXPECT_EQ(find_pixel_range(digits(0, 1), asked, "FILE").facts, "pixel range 0 to 1, found");
  error_of([&] { find_pixel_range(digits(-3, 3), asked, "FILE"); });
}

TEST(PixelScaling, ForgivesRounding) {
  const KnownPixelRange known = find(pixels({-0.0001F, 1.0001F}));
  EXPECT_EQ(known.facts, "pixel range 0 to 1, found");
  EXPECT_TRUE(scale_pixels(pixels({-0.0001F, 1.0001F}), known.range).equal(pixels({-1, 1})));
}

}  // namespace
}  // namespace gan::test
