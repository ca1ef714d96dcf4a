#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

#include "gan/report/terminal/progress.h"

namespace gan {
namespace {

ProgressState example() {
  ProgressState state;
  state.epoch = 12;
  state.epochs = 100;
  state.iteration = 37;
  state.iterations_per_epoch = 300;
  state.discriminator_loss = 0.536;
  state.generator_loss = 1.137;
  state.images_per_second = 31234;
  state.seconds_left = 83;
  return state;
}

TEST(ProgressLine, ShowsEverythingOnAWideTerminal) {
  EXPECT_EQ(progress_line(example(), 90),
            "epoch  12/100 [==>                     ]  11%  D 0.536  G 1.137  31.2k images/s  "
            "1:23 left");
}

TEST(ProgressLine, DropsPartsAsItGetsNarrow) {
  EXPECT_EQ(progress_line(example(), 70),
            "epoch  12/100  11%  D 0.536  G 1.137  31.2k images/s  1:23 left");
  EXPECT_EQ(progress_line(example(), 60),
            "epoch  12/100 [=>        ]  11%  D 0.536  G 1.137  1:23 left");
  EXPECT_EQ(progress_line(example(), 55), "epoch  12/100  11%  D 0.536  G 1.137  1:23 left");
  EXPECT_EQ(progress_line(example(), 46), "epoch  12/100  D 0.536  G 1.137  1:23 left");
  EXPECT_EQ(progress_line(example(), 30), "epoch  12/100  11%  1:23 left");
  EXPECT_EQ(progress_line(example(), 24), "epoch  12/100  1:23 left");
  EXPECT_EQ(progress_line(example(), 13), "epoch  12/100");
  EXPECT_EQ(progress_line(example(), 8), "epoch  1");
  EXPECT_EQ(progress_line(example(), 0), "");
  EXPECT_EQ(progress_line(example(), -5), "");
}

TEST(ProgressLine, IsNeverWiderThanAllowed) {
  ProgressState wild = example();
  wild.epoch = wild.epochs = std::numeric_limits<std::int64_t>::max();
  wild.discriminator_loss = -1e308;
  wild.generator_loss = std::numeric_limits<double>::infinity();
  wild.images_per_second = 1e308;
  wild.seconds_left = 1e308;
  for (const ProgressState& state : {example(), wild, ProgressState()})
    for (int width = 0; width < 300; ++width)
      ASSERT_LE(progress_line(state, width).size(), static_cast<std::size_t>(width));
}

TEST(ProgressLine, LeavesOutWhatIsNotKnownYet) {
  ProgressState state;
  state.epoch = 1;
  state.epochs = 5;
  state.iterations_per_epoch = 10;
  EXPECT_EQ(progress_line(state, 40), "epoch 1/5 [>                      ]   0%");
}

TEST(ProgressLine, TheBarGrowsFromEmptyToFull) {
  ProgressState state;
  state.epoch = state.epochs = 1;
  state.iterations_per_epoch = 4;
  const char* bars[] = {"[>         ]", "[==>       ]", "[=====>    ]", "[=======>  ]",
                        "[==========]"};
  for (std::int64_t i = 0; i <= 4; ++i) {
    state.iteration = i;
    EXPECT_NE(progress_line(state, 27).find(bars[i]), std::string::npos)
        << progress_line(state, 27);
  }
}

TEST(ProgressLine, DoneIsAPartOfTheWholeRun) {
  EXPECT_DOUBLE_EQ(example().done(), (11 * 300 + 37) / 30000.0);
  EXPECT_EQ(ProgressState().done(), 0);
  ProgressState beyond = example();
  beyond.epoch = 200;
  EXPECT_EQ(beyond.done(), 1);
}

TEST(ProgressLine, RatesHaveUnits) {
  const auto rate = [](double value) {
    ProgressState state;
    state.images_per_second = value;
    const std::string line = progress_line(state, 60);
    return line.substr(line.find('%') + 3);
  };
  EXPECT_EQ(rate(2.54), "2.5 images/s");
  EXPECT_EQ(rate(870.4), "870 images/s");
  EXPECT_EQ(rate(9876), "9.9k images/s");
  EXPECT_EQ(rate(999'949), "999.9k images/s");
  EXPECT_EQ(rate(999'990), "1.0M images/s");
}

TEST(DownloadLine, ShowsNameAndSizes) {
  const std::string name = "train-images-idx3-ubyte.gz";
  EXPECT_EQ(download_line(name, 4'300'000, 9'600'000, 66),
            name + " [=======>         ]  44%  4.3 of 9.6 MB");
  EXPECT_EQ(download_line(name, 4'300'000, 9'600'000, 50), name + "  44%  4.3 of 9.6 MB");
  EXPECT_EQ(download_line(name, 4'300'000, 9'600'000, 40), name + "  44%");
  EXPECT_EQ(download_line(name, 4'300'000, 9'600'000, 20), "train-images-id  44%");
  EXPECT_EQ(download_line(name, 4'300'000, 0, 50), name + "  4.3 MB");
  for (const std::int64_t total : {-1, 0, 1, 1 << 30})
    for (int width = -1; width < 120; ++width)
      ASSERT_LE(download_line(name, 1 << 20, total, width).size(),
                static_cast<std::size_t>(std::max(width, 0)));
}

}  // namespace
}  // namespace gan
