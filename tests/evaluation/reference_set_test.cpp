#include "gan/evaluation/reference_set.h"

#include <ATen/CPUGeneratorImpl.h>
#include <gtest/gtest.h>
#include <torch/types.h>

#include "evaluation/labelled_digits.h"
#include "files.h"
#include "gan/evaluation/class_shares.h"

namespace gan::test {
namespace {

TEST(ReferenceSet, HoldsWhatTheJudgeMakesOfIt) {
  Judge judge(ImageShape{28, 28}, 10);
  judge->initialise(at::detail::createCPUGenerator(1));
  const LabelledImages real = labelled_digits(60, 1);
  const ReferenceSet set = make_reference_set(judge, real.images, real.labels, "some");
  const at::Tensor features = judge_images(judge, scaled_images(real.images)).features;
  EXPECT_EQ(set.name, "some");
  EXPECT_EQ(set.judge_hash, hash_of(judge));
  EXPECT_TRUE(torch::equal(set.features, features));
  EXPECT_TRUE(torch::equal(set.fit.mean, fit_gaussian(features).mean));
  EXPECT_EQ(set.shares, label_shares(real.labels, 10));
  EXPECT_TRUE(has(error_of([&] { make_reference_set(judge, real.images, {}, "some"); }),
                  {"real images", "label"}));
  EXPECT_TRUE(
      has(error_of([&] { make_reference_set(judge, {}, real.labels, "some"); }), {"real images"}));
}

}  // namespace
}  // namespace gan::test
