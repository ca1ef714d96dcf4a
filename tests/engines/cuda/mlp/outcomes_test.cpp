#include <cmath>

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "engines/cuda/mlp/small_gan.h"
#include "gan/engines/cuda/mlp/self_check.h"

namespace gan::test {
namespace {

const cuda::Tolerance kFloat32 = cuda::tolerance_of(Precision::float32);

SmallOptions recipe(BatchNormOrder order) {
  SmallOptions options;
  options.order = order;
  options.dropout = 0.3;
  options.recipe = true;
  return options;
}

TrainingOptions checked_options(const SmallGan& gan) {
  TrainingOptions options = gan.training;
  options.adam_epsilon = 1e-3;
  return options;
}

class Outcomes : public testing::Test {
 protected:
  SmallGan gan{recipe(BatchNormOrder::after_relu)};
  TrainingOptions options = checked_options(gan);
  cuda::Outcome readable = cuda::readable_outcome(gan.players, gan.batches, options, numbers(3));

  std::string difference_of(const TrainingOptions& fast, cuda::Tolerance tolerance = kFloat32) {
    return cuda::difference(cuda::fast_outcome(gan.players, gan.batches, fast, numbers(3)),
                            readable, tolerance);
  }
};

TEST_F(Outcomes, TheFastIterationIsTheReadableOne) {
  EXPECT_EQ(difference_of(options), "");
  EXPECT_NE(difference_of(options, {0, 0}), "");
  SmallGan other(recipe(BatchNormOrder::before_relu));
  options = checked_options(other);
  EXPECT_EQ(
      cuda::difference(cuda::fast_outcome(other.players, other.batches, options, numbers(8)),
                       cuda::readable_outcome(other.players, other.batches, options, numbers(8)),
                       kFloat32),
      "");
}

TEST_F(Outcomes, LowerPrecisionsAreWithinTheirTolerances) {
  options.precision = Precision::bf16;
  EXPECT_EQ(difference_of(options, cuda::tolerance_of(Precision::bf16)), "");
  EXPECT_NE(difference_of(options), "");
}

TEST_F(Outcomes, EachSmallFaultIsFound) {
  for (const auto& fault : std::vector<std::function<void(TrainingOptions&)>>{
           [](auto& o) { o.learning_rate *= 1.01; }, [](auto& o) { o.adam_beta1 += 0.01; },
           [](auto& o) { o.adam_beta2 -= 0.01; }, [](auto& o) { o.shift = 1; },
           [](auto& o) { o.adam_epsilon *= 1.1; }}) {
    TrainingOptions wrong = options;
    fault(wrong);
    EXPECT_NE(difference_of(wrong), "");
  }
  EXPECT_NE(cuda::difference(cuda::fast_outcome(gan.players, gan.batches, options, numbers(4)),
                             readable, kFloat32),
            "");
}

TEST_F(Outcomes, OneNumberOfAnyTensorCounts) {
  for (const auto& [name, tensor] : readable.tensors)
    for (const double wrong : {1.0, static_cast<double>(NAN)}) {
      cuda::Outcome other = readable;
      other.tensors[name] = tensor.clone();
      other.tensors[name].view(-1)[0] += wrong;
      EXPECT_NE(cuda::difference(other, readable, kFloat32), "") << name;
    }
  cuda::Outcome other = readable;
  other.losses.generator = NAN;
  EXPECT_NE(cuda::difference(other, readable, kFloat32).find("generator"), std::string::npos);
}

TEST_F(Outcomes, LeavePlayersAndRandomNumbersAlone) {
  const at::Tensor state = gan.state();
  torch::manual_seed(5);
  const at::Tensor next = torch::rand({3});
  torch::manual_seed(5);
  difference_of(options);
  cuda::readable_outcome(gan.players, gan.batches, options, numbers(3));
  EXPECT_TRUE(torch::equal(torch::rand({3}), next));
  EXPECT_TRUE(torch::equal(gan.state(), state));
}

}  // namespace
}  // namespace gan::test
