#include "gan/report/logs/evaluated_epochs.h"

#include <gtest/gtest.h>

#include "report/example_run.h"

namespace gan::test {
namespace {

TEST(EvaluatedEpochs, FindsBestAndLast) {
  const ReportContent run = example_run();
  const EvaluatedEpochs evaluated(run.epochs);
  ASSERT_EQ(evaluated.epochs.size(), 3U);
  EXPECT_EQ(evaluated.best().result.epoch, 8);
  EXPECT_EQ(evaluated.best_index, 1U);
  EXPECT_EQ(evaluated.last().result.epoch, 12);
  EXPECT_EQ(evaluated.left_out, 0U);
}

TEST(EvaluatedEpochs, OfEqualsTheFirstIsTheBest) {
  ReportContent run = example_run();
  run.epochs[11].evaluation = example_evaluation(10);
  EXPECT_EQ(EvaluatedEpochs(run.epochs).best().result.epoch, 8);
}

TEST(EvaluatedEpochs, LeavesOutWhatTheNewestMayNotBeComparedWith) {
  const ReportContent run = example_run();
  for (const int change : {0, 1, 2, 3}) {
    std::vector<EpochRecord> epochs = run.epochs;
    Evaluation& best = *epochs[7].evaluation;
    if (change == 0) best.features_hash = "another";
    if (change == 1) best.samples = 9999;
    if (change == 2) best.reference_name = "MNIST test";
    if (change == 3) best.reference_images = 10000;
    const EvaluatedEpochs evaluated(epochs);
    EXPECT_EQ(evaluated.left_out, 1U) << change;
    EXPECT_EQ(evaluated.best().result.epoch, 12) << change;
  }
}

TEST(EvaluatedEpochs, NoneAreNone) {
  EXPECT_TRUE(EvaluatedEpochs({}).empty());
  const std::vector<EpochRecord> epochs = {example_epoch(1)};
  EXPECT_TRUE(EvaluatedEpochs(epochs).empty());
}

}  // namespace
}  // namespace gan::test
