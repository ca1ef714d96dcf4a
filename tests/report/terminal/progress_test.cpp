#include "gan/report/terminal/progress.h"

#include <cmath>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "report/terminal.h"

namespace gan {
namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

TEST(ProgressBar, DrawsAtMostTenTimesASecond) {
  Pipe pipe;
  const auto start = std::chrono::steady_clock::now();
  {
    ProgressBar bar(pipe.in(), true, 10, 1000);
    for (std::int64_t epoch = 1; epoch <= 10; ++epoch)
      for (std::int64_t i = 1; i <= 1000; ++i) bar.iteration(epoch, i);
  }
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
  const std::string text = pipe.text();
  EXPECT_GE(count(text, "epoch"), 1U);
  EXPECT_LE(static_cast<double>(count(text, "epoch")), 10 * passed.count() + 1);
  EXPECT_EQ(text.substr(text.size() - 4), "\r\x1b[K");
  EXPECT_EQ(count(text, "\n"), 0U);
}

TEST(ProgressBar, WritesNothingWhenItIsNotEnabled) {
  Pipe pipe;
  {
    ProgressBar bar(pipe.in(), false, 2, 2);
    bar.iteration(1, 1);
    bar.epoch_done({});
    bar.clear();
  }
  EXPECT_EQ(pipe.text(), "");
}

TEST(ProgressBar, ShowsTheLastEpochsLossesAndSpeed) {
  Pipe pipe;
  ProgressBar bar(pipe.in(), true, 4, 100);
  bar.iteration(1, 100);
  EXPECT_EQ(count(pipe.text(), "D "), 0U);
  EpochResult result;
  result.epoch = 1;
  result.discriminator_loss = 0.5364;
  result.generator_loss = 1.25;
  result.images_per_second = 4321;
  bar.clear();
  bar.epoch_done(result);
  const std::string text = pipe.text();
  EXPECT_NE(text.find("epoch 1/4"), std::string::npos) << text;
  EXPECT_NE(text.find(" 25%  D 0.536  G 1.250  4.3k images/s"), std::string::npos) << text;
}

TEST(ProgressBar, IsDrawnAgainAfterClear) {
  Pipe pipe;
  ProgressBar bar(pipe.in(), true, 4, 100);
  bar.iteration(1, 1);
  bar.clear();
  EXPECT_EQ(count(pipe.text(), "epoch 1/4"), 1U);
  bar.iteration(1, 2);
  EXPECT_EQ(count(pipe.text(), "epoch 1/4"), 1U);
}

TEST(ProgressBar, TimeLeftFollowsTheSpeedSinceTheStart) {
  Pipe pipe;
  // A run that goes on at its second half: its own speed counts, not the half that was done before.
  ProgressBar bar(pipe.in(), true, 2, 100);
  const auto start = std::chrono::steady_clock::now();
  bar.iteration(2, 0);
  EXPECT_TRUE(std::isnan(bar.state().seconds_left));
  std::this_thread::sleep_for(std::chrono::milliseconds(150));
  bar.iteration(2, 20);
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
  // 20 iterations took what passed, 80 are left.
  EXPECT_GE(bar.state().seconds_left, 4 * 0.15 * 0.999);
  EXPECT_LE(bar.state().seconds_left, 4 * passed.count() * 1.001);
}

TEST(ProgressBar, KeepsItsStateWhereNothingIsDrawn) {
  Pipe pipe;
  ProgressBar bar(pipe.in(), false, 4, 100);
  bar.iteration(1, 1);
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EpochResult result;
  result.epoch = 1;
  bar.epoch_done(result);
  EXPECT_EQ(pipe.text(), "");
  EXPECT_EQ(bar.state().iteration, 100);
  EXPECT_GE(bar.state().seconds_left, 3 * 0.02 * 0.999);
}

}  // namespace
}  // namespace gan
