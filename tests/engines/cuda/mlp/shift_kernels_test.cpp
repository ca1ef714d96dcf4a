#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "gan/engines/cuda/mlp/input_kernels.h"

namespace gan::test {
namespace {

using cuda::run_on_host;

constexpr std::int64_t kHeight = 5, kWidth = 7, kPixels = kHeight * kWidth;

cuda::ShiftImages<float> kernel_of(const std::vector<float>& images, std::vector<float>& out,
                                   std::uint32_t pass, bool back) {
  cuda::ShiftImages<float> kernel{};
  kernel.images = images.data();
  kernel.out = out.data();
  kernel.batch = static_cast<std::int64_t>(images.size()) / kPixels;
  kernel.height = kHeight;
  kernel.width = kWidth;
  kernel.most = 1;
  kernel.back = back;
  kernel.fill = back ? 0 : -1;
  kernel.purpose = cuda::kDrawShifts + pass;
  kernel.random.seed = 3;
  return kernel;
}

std::vector<float> moved(const std::vector<float>& images, std::uint32_t pass, bool back = false) {
  std::vector<float> out(images.size(), 99);
  run_on_host(kernel_of(images, out, pass, back));
  return out;
}

// One white pixel in the middle of each image.
std::vector<float> points(std::int64_t count) {
  std::vector<float> images(static_cast<std::size_t>(count * kPixels), -1);
  for (std::size_t i = kPixels / 2; i < images.size(); i += kPixels) images[i] = 1;
  return images;
}

TEST(ShiftImages, MovesToAllPlacesAlike) {
  constexpr std::int64_t kImages = 9000;
  std::map<std::pair<std::int64_t, std::int64_t>, int> places;
  const std::vector<float> images = moved(points(kImages), 0);
  for (std::int64_t image = 0; image < kImages; ++image) {
    const auto begin = images.begin() + image * kPixels;
    ASSERT_EQ(std::count(begin, begin + kPixels, 1.F), 1);
    ASSERT_EQ(std::count(begin, begin + kPixels, -1.F), kPixels - 1);
    const std::int64_t place = std::find(begin, begin + kPixels, 1.F) - begin;
    ++places[{place / kWidth - kHeight / 2, place % kWidth - kWidth / 2}];
  }
  for (std::int64_t down = -1; down <= 1; ++down)
    for (std::int64_t right = -1; right <= 1; ++right)
      EXPECT_NEAR((places[{down, right}]), 1000, 120) << down << ", " << right;
  EXPECT_EQ(places.size(), 9U);
}

TEST(ShiftImages, BackUndoesWhatStayedInside) {
  const std::vector<float> there = moved(points(50), 1);
  const std::vector<float> back = moved(there, 1, /*back=*/true);
  const std::vector<float> before = points(50);
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(before[i] != 1 || back[i] == 1) << i;
  EXPECT_GT(std::count(back.begin(), back.end(), 0.F), 0) << "no gradient comes from outside";
  EXPECT_EQ(std::count(there.begin(), there.end(), 0.F), 0);
}

TEST(ShiftImages, EachPassMovesAnew) {
  EXPECT_EQ(moved(points(50), 0), moved(points(50), 0));
  EXPECT_NE(moved(points(50), 0), moved(points(50), 1));
}

}  // namespace
}  // namespace gan::test
