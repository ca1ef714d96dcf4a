#include "gan/engines/cuda/mlp/input_kernels.h"

#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "gan/engines/cuda/mlp/discriminator_kernels.h"

namespace gan::test {
namespace {

using cuda::RandomSource;
using cuda::run_on_host;

RandomSource source(std::uint64_t seed, std::uint64_t offset) {
  RandomSource random;
  random.seed = seed;
  random.offset = offset;
  return random;
}

std::vector<float> latents(std::int64_t size, const RandomSource& random) {
  std::vector<float> out(static_cast<std::size_t>(size));
  run_on_host(cuda::DrawLatents<float>{size, out.data(), random});
  return out;
}

TEST(RandomSource, IsTheSameByValueAndByAddress) {
  const std::int64_t seed = 5, offset = 8;
  RandomSource lying;
  lying.seed_at = &seed;
  lying.offset_at = &offset;
  lying.offset = 4;
  EXPECT_EQ(latents(7, lying), latents(7, source(5, 12)));
}

TEST(RandomSource, SeedsAndIterationsDiffer) {
  const std::vector<float> drawn = latents(7, source(5, 0));
  EXPECT_EQ(drawn, latents(7, source(5, 0)));
  EXPECT_NE(drawn, latents(7, source(5, RandomSource::kNumbersPerIteration)));
  EXPECT_NE(drawn, latents(7, source(6, 0)));
}

TEST(DrawLatents, FillsAnySizeAndNoMore) {
  for (const std::int64_t size : {1, 4, 6, 9}) {
    std::vector<float> out(12, 99);
    run_on_host(cuda::DrawLatents<float>{size, out.data(), source(1, 0)});
    for (std::size_t i = 0; i < out.size(); ++i)
      EXPECT_EQ(out[i] == 99, i >= static_cast<std::size_t>(size)) << i;
  }
}

TEST(DrawLatents, AreStandardNormal) {
  double sum = 0, squares = 0;
  constexpr std::int64_t kSize = 100000;
  for (const double x : latents(kSize, source(9, 4))) {
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / kSize, 0, 0.013);  // four standard errors
  EXPECT_NEAR(squares / kSize, 1, 0.018);
}

// Each image is filled with its number.
TEST(GatherImages, TakesWholeImagesAndScalesThem) {
  constexpr std::int64_t kPixels = 13, kImages = 256, kBatch = 500;
  std::vector<std::uint8_t> images;
  for (int i = 0; i < kImages; ++i)
    images.insert(images.end(), kPixels, static_cast<std::uint8_t>(i));
  std::vector<float> out(kBatch * kPixels, 99);
  run_on_host(
      cuda::GatherImages<float>{images.data(), kImages, kPixels, kBatch, out.data(), source(2, 0)});
  std::set<float> seen;
  for (std::size_t row = 0; row < kBatch; ++row) {
    const float first = out[row * kPixels];
    seen.insert(first);
    const float number = first * 127.5F + 127.5F;
    EXPECT_NEAR(number, std::round(number), 1e-4);
    for (std::size_t i = 1; i < kPixels; ++i) ASSERT_EQ(out[row * kPixels + i], first);
  }
  EXPECT_EQ(*seen.rbegin() <= 1 && *seen.begin() >= -1, true);
  EXPECT_NEAR(static_cast<double>(seen.size()), 256 * (1 - std::exp(-500 / 256.0)), 25);
}

// Activations before dropout are 1.
std::vector<float> dropped(std::int64_t rows, std::int64_t columns, double rate,
                           std::uint32_t purpose, const RandomSource& random) {
  std::vector<float> values(static_cast<std::size_t>(rows * columns), 1);
  const std::vector<float> bias(static_cast<std::size_t>(columns), 0);
  cuda::HiddenForward<float> kernel{};
  kernel.values = values.data();
  kernel.bias = bias.data();
  kernel.rows = rows;
  kernel.columns = columns;
  kernel.threshold = dropout_threshold(rate);
  kernel.kept_scale = static_cast<float>(1 / (1 - rate));
  kernel.purpose = purpose;
  kernel.random = random;
  run_on_host(kernel);
  return values;
}

TEST(HiddenForward, DropsAtTheRateInRowsAndColumnsAlike) {
  constexpr std::int64_t kRows = 203, kColumns = 300;
  for (const double rate : {0.25, 0.5}) {
    const std::vector<float> values = dropped(kRows, kColumns, rate, 2, source(4, 0));
    std::vector<int> in_row(kRows), in_column(kColumns);
    int dropped_in_all = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const bool drop = values[i] == 0;
      ASSERT_FLOAT_EQ(values[i], drop ? 0 : static_cast<float>(1 / (1 - rate)));
      dropped_in_all += drop;
      in_row[i / kColumns] += drop;
      in_column[i % kColumns] += drop;
    }
    EXPECT_NEAR(dropped_in_all / double(kRows * kColumns), rate, 0.008);
    for (const int count : in_row) EXPECT_NEAR(count / double(kColumns), rate, 0.16);
    for (const int count : in_column) EXPECT_NEAR(count / double(kRows), rate, 0.19);
  }
}

TEST(HiddenForward, EachLayerPassAndIterationDropsAnew) {
  const std::vector<float> mask = dropped(16, 100, 0.5, 2, source(4, 0));
  for (const std::vector<float>& other :
       {dropped(16, 100, 0.5, 3, source(4, 0)), dropped(16, 100, 0.5, 2, source(4, 4))}) {
    int same = 0;
    for (std::size_t i = 0; i < mask.size(); ++i) same += mask[i] == other[i];
    EXPECT_NEAR(same / 1600.0, 0.5, 0.06);
  }
}

}  // namespace
}  // namespace gan::test
