// What holds for every penalty of the table, and their numbers.
#include <cmath>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "gan/losses/losses.h"
#include "gan/losses/penalty.h"

namespace gan::test {
namespace {

const Penalty& named(const std::string& name) {
  for (const Penalty& penalty : penalties())
    if (penalty.name == name) return penalty;
  throw std::out_of_range(name);
}

// A discriminator that bends, by one weight for each of three pixels.
Discriminate bent(const at::Tensor& weights) {
  return [weights](const at::Tensor& images) {
    return ((images * weights).tanh() + images.square() * weights).sum(1, /*keepdim=*/true);
  };
}

struct Batch {
  at::Tensor real = torch::tensor({{0.3, -0.7, 0.9}, {0.1, 0.8, -0.4}}, torch::kFloat64);
  at::Tensor fake = torch::tensor({{-0.2, 0.5, 0.6}, {0.7, -0.9, 0.2}}, torch::kFloat64);
  BatchPart part = BatchPart::of_rank(2, 0, 1);
};

std::vector<std::string> penalty_names() {
  std::vector<std::string> names;
  for (const PenaltyText& text : penalty_texts()) names.push_back(text.name);
  return names;
}

class PenaltyTable : public testing::TestWithParam<std::string> {};

TEST_P(PenaltyTable, GradientsByTheWeightsAreThoseOfFiniteDifferences) {
  constexpr double kStep = 1e-6;
  const Batch batch;
  const at::Tensor weights = torch::tensor({0.6, -1.1, 0.4}, torch::kFloat64);
  const auto value = [&](const at::Tensor& at) {
    torch::manual_seed(4);  // for the points between
    return named(GetParam()).compute(bent(at), batch.real, batch.fake, batch.part);
  };
  const at::Tensor learned = weights.clone().requires_grad_();
  value(learned).backward();
  for (std::int64_t i = 0; i < 3; ++i) {
    const auto moved = [&](double by) {
      const at::Tensor other = weights.clone();
      other.select(0, i).add_(by);
      return value(other).item<double>();
    };
    EXPECT_NEAR(learned.grad()[i].item<double>(), (moved(kStep) - moved(-kStep)) / (2 * kStep),
                1e-7);
  }
}

TEST_P(PenaltyTable, IsFiniteWhereTheDiscriminatorIsFlat) {
  const Batch batch;
  const at::Tensor weights = torch::zeros({3}, torch::kFloat64).requires_grad_();
  named(GetParam()).compute(bent(weights), batch.real, batch.fake, batch.part).backward();
  EXPECT_TRUE(weights.grad().isfinite().all().item<bool>());
}

INSTANTIATE_TEST_SUITE_P(Table, PenaltyTable, testing::ValuesIn(penalty_names()),
                         [](const auto& each) { return each.param; });

// Of logits w · x, the gradient is w everywhere, here of norm 3.
TEST(Penalties, NumbersOfAPlane) {
  const Batch batch;
  const at::Tensor w = torch::tensor({1.0, -2.0, 2.0}, torch::kFloat64);
  const Discriminate plane = [&](const at::Tensor& images) {
    return (images * w).sum(1, /*keepdim=*/true);
  };
  const auto number = [&](const char* name) {
    return named(name).compute(plane, batch.real, batch.fake, batch.part).item<double>();
  };
  EXPECT_NEAR(number("gradient_penalty"), 4, 1e-9);
  EXPECT_NEAR(number("r1"), 4.5, 1e-12);
  EXPECT_NEAR(number("r2"), 4.5, 1e-12);
}

// Of logits |x|^2 / 2, the gradient is x.
TEST(Penalties, R1IsOfRealImagesAndR2OfFakes) {
  const Batch batch;
  const Discriminate bowl = [](const at::Tensor& images) {
    return images.square().sum(1, /*keepdim=*/true) / 2;
  };
  EXPECT_NEAR(named("r1").compute(bowl, batch.real, batch.fake, batch.part).item<double>(),
              batch.real.square().sum(1).mean().item<double>() / 2, 1e-12);
  EXPECT_NEAR(named("r2").compute(bowl, batch.real, batch.fake, batch.part).item<double>(),
              batch.fake.square().sum(1).mean().item<double>() / 2, 1e-12);
}

}  // namespace
}  // namespace gan::test
