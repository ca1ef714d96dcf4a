#include <limits>

#include <gtest/gtest.h>

#include "gan/report/terminal/progress.h"

namespace gan {
namespace {

TEST(TutorialLines, IsTheTutorials) {
  EpochResult result;
  result.epoch = 10;
  result.last_discriminator_loss = 0.5364364385604858;
  result.last_generator_loss = 1.1371174F;  // a float32 held in a double
  result.discriminator_loss = 7;
  result.generator_loss = 7;
  EXPECT_EQ(tutorial_lines(result),
            "---- epoch 10 ----\n"
            "Discriminator loss: 0.5364364385604858\n"
            "Generator loss: 1.1371174\n");
}

TEST(TutorialLines, NamesWhatIsNotFinite) {
  EpochResult result;
  result.epoch = 1000;
  result.last_discriminator_loss = std::numeric_limits<double>::quiet_NaN();
  result.last_generator_loss = std::numeric_limits<double>::infinity();
  EXPECT_EQ(tutorial_lines(result),
            "---- epoch 1000 ----\nDiscriminator loss: nan\nGenerator loss: inf\n");
}

}  // namespace
}  // namespace gan
