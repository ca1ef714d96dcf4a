#include "gan/evaluation/measures/nearest_neighbours.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "evaluation/random_features.h"
#include "files.h"

namespace gan::test {
namespace {

at::Tensor random_pictures(std::int64_t count, std::uint64_t seed) {
  return (random_features(count, 12, seed).sigmoid() * 255).to(torch::kUInt8).view({count, 3, 4});
}

at::Tensor scaled(const at::Tensor& pictures) {
  return pictures.to(torch::kFloat32) / 127.5 - 1;
}

TEST(NearestNeighbours, AreThoseOfAllDistances) {
  // More training images than a block holds.
  const at::Tensor training = random_pictures(4100, 1), samples = scaled(random_pictures(30, 2));
  const NearestNeighbours nearest = nearest_neighbours(samples, training, 30);
  const at::Tensor all = ((samples.to(torch::kFloat64).add(1) / 2).flatten(1).unsqueeze(1) -
                          training.to(torch::kFloat64).div(255).flatten(1).unsqueeze(0))
                             .square()
                             .sum(2)
                             .sqrt();
  EXPECT_TRUE(torch::equal(nearest.index, all.argmin(1)));
  EXPECT_TRUE(torch::allclose(nearest.distance, all.amin(1)));
}

TEST(NearestNeighbours, ACopyIsAtZero) {
  const at::Tensor training = random_pictures(4100, 1);
  const NearestNeighbours nearest =
      nearest_neighbours(scaled(training.slice(0, 4090)), training, 100);
  ASSERT_EQ(nearest.index.numel(), 10);
  EXPECT_EQ(nearest.index[0].item<std::int64_t>(), 4090);
  EXPECT_LT(nearest.distance.max().item<double>(), 1e-6);
}

TEST(NearestNeighbours, TakesColour) {
  const at::Tensor training = random_pictures(60, 1).view({20, 3, 3, 4});
  const NearestNeighbours nearest = nearest_neighbours(scaled(training.slice(0, 5)), training, 3);
  EXPECT_TRUE(torch::equal(nearest.index, torch::arange(5, 8)));
}

// Neither all samples nor all training images are held at once.
TEST(NearestNeighbours, LargeImagesAreTakenInParts) {
  const at::Tensor training = torch::zeros({25, 3, 300, 400}, torch::kUInt8);
  for (std::int64_t i = 0; i < 25; ++i) training[i].fill_(10 * i);
  const at::Tensor expected = torch::tensor({24, 1, 13, 0, 17}).repeat({10});
  const at::Tensor samples = scaled(training.index_select(0, expected));
  const NearestNeighbours nearest = nearest_neighbours(samples, training, 50);
  EXPECT_TRUE(torch::equal(nearest.index, expected));
  EXPECT_LT(nearest.distance.max().item<double>(), 1e-3);
}

TEST(NearestNeighbours, WhiteIsOneFromBlack) {
  const at::Tensor black = torch::zeros({1, 3, 4}, torch::kUInt8);
  const NearestNeighbours nearest = nearest_neighbours(torch::ones({2, 3, 4}), black, 1);
  ASSERT_EQ(nearest.distance.numel(), 1);
  EXPECT_DOUBLE_EQ(nearest.distance[0].item<double>(), std::sqrt(12.0));
}

TEST(NearestNeighbours, RefusesOtherPictures) {
  const at::Tensor training = random_pictures(3, 1), samples = scaled(training);
  const auto text = [](const at::Tensor& a, const at::Tensor& b, std::int64_t most) {
    return error_of([&] { nearest_neighbours(a, b, most); });
  };
  EXPECT_TRUE(has(text(samples.slice(1, 0, 2), training, 1), {"nearest", "one size"}));
  EXPECT_TRUE(has(text(training, training, 1), {"float32 samples"}));
  EXPECT_TRUE(has(text(samples, training.slice(0, 0, 0), 1), {"uint8 training"}));
  EXPECT_TRUE(has(text(samples, training, 0), {"nearest"}));
  EXPECT_TRUE(has(text(samples / 0.0, training, 1), {"NaN or infinity"}));
}

}  // namespace
}  // namespace gan::test
