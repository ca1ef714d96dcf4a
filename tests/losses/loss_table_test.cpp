// What holds for every loss of the table.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "files.h"
#include "gan/losses/loss.h"
#include "gan/losses/losses.h"

namespace gan::test {
namespace {

using Part = std::function<at::Tensor(const Logits&)>;

// Away from the corners of hinge, where no derivative is.
Logits some_logits() {
  const auto column = [](std::vector<double> values) {
    return torch::tensor(values, torch::kFloat64).view({-1, 1});
  };
  return {column({0.3, -1.7, 2.5, 0.9}), column({-0.4, 1.6, -2.2, 0.1})};
}

class LossTable : public testing::TestWithParam<std::string> {
 protected:
  const Loss& loss = loss_named(GetParam());
};

void expect_gradients(const Part& part) {
  constexpr double kStep = 1e-6;
  Logits logits = some_logits();
  logits.real.requires_grad_();
  logits.fake.requires_grad_();
  part(logits).backward();
  for (const bool real : {true, false}) {
    const at::Tensor gradient = real ? logits.real.grad() : logits.fake.grad();
    for (std::int64_t i = 0; i < 4; ++i) {
      const auto moved = [&](double by) {
        const Logits other = some_logits();
        (real ? other.real : other.fake).select(0, i).add_(by);
        return part(other).item<double>();
      };
      const double found = gradient.defined() ? gradient[i].item<double>() : 0;
      EXPECT_NEAR(found, (moved(kStep) - moved(-kStep)) / (2 * kStep), 1e-7) << i;
    }
  }
}

TEST_P(LossTable, GradientsAreThoseOfFiniteDifferences) {
  expect_gradients(loss.discriminator);
  expect_gradients(loss.generator);
}

TEST_P(LossTable, TheDiscriminatorWantsRealAboveFakeAndTheGeneratorTheContrary) {
  const Logits logits = some_logits();
  const Logits better{logits.real + 0.05, logits.fake - 0.05};
  EXPECT_LT(loss.discriminator(better).item<double>(), loss.discriminator(logits).item<double>());
  EXPECT_GT(loss.generator(better).item<double>(), loss.generator(logits).item<double>());
}

TEST_P(LossTable, IsTheSumOfItsPartsUnlessItIsPaired) {
  EXPECT_EQ(loss.paired, is_paired_loss(GetParam()));
  if (loss.paired) return;  // has no parts
  const Logits logits = some_logits();
  const double parts = loss.discriminator({logits.real, {}}).item<double>() +
                       loss.discriminator({{}, logits.fake}).item<double>();
  EXPECT_NEAR(loss.discriminator(logits).item<double>(), parts, 1e-12);
  EXPECT_TRUE(torch::equal(loss.generator({{}, logits.fake}), loss.generator(logits)));
}

TEST_P(LossTable, IsAMeanOverTheBatch) {
  const Logits logits = some_logits();
  const Logits twice{torch::cat({logits.real, logits.real}),
                     torch::cat({logits.fake, logits.fake})};
  EXPECT_NEAR(loss.discriminator(twice).item<double>(), loss.discriminator(logits).item<double>(),
              1e-12);
  EXPECT_NEAR(loss.generator(twice).item<double>(), loss.generator(logits).item<double>(), 1e-12);
}

TEST_P(LossTable, LargeLogitsAreNoNaN) {
  const at::Tensor large = torch::tensor({{1e4F}, {-1e4F}});
  const Logits logits{large.clone().requires_grad_(), large.flip(0).clone().requires_grad_()};
  (loss.discriminator(logits) + loss.generator(logits)).backward();
  for (const at::Tensor& logit : {logits.real, logits.fake})
    EXPECT_TRUE(logit.grad().isfinite().all().item<bool>());
}

// What the collapse warning asks: a discriminator that is never wrong is below, one that cannot
// tell is above.
TEST_P(LossTable, TellsADiscriminatorThatIsNeverWrong) {
  const auto mean_of_parts = [&](double real, double fake) {
    const Logits logits{torch::full({4, 1}, real), torch::full({4, 1}, fake)};
    const double whole = loss.discriminator(logits).item<double>();
    return loss.paired ? whole : whole / 2;
  };
  EXPECT_GT(mean_of_parts(0, 0), loss.least_discriminator_loss);
  if (std::isinf(loss.least_discriminator_loss)) return;
  const bool to_one_and_zero = GetParam() == "least-squares";
  EXPECT_LT(to_one_and_zero ? mean_of_parts(1, 0) : mean_of_parts(20, -20),
            loss.least_discriminator_loss);
}

INSTANTIATE_TEST_SUITE_P(Table, LossTable, testing::ValuesIn(loss_names()), [](const auto& each) {
  std::string name = each.param;
  name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
  return name;
});

TEST(LossTable, HelpNamesEachAndOthersAreRefused) {
  for (const std::string& name : loss_names())
    EXPECT_NE(loss_help().find(name + ": "), std::string::npos);
  EXPECT_TRUE(has(error_of([] { loss_named("hing"); }), {"--loss", "hinge", "hing"}));
  EXPECT_TRUE(is_paired_loss("relativistic"));
  EXPECT_FALSE(is_paired_loss("hinge"));
}

// By hand, of a real logit of 0.5 and a fake one of -2.
TEST(LossTable, NumbersOfOnePair) {
  const Logits logits{torch::full({1, 1}, 0.5), torch::full({1, 1}, -2.0)};
  const auto expect = [&](const std::string& name, double discriminator, double generator) {
    EXPECT_NEAR(loss_named(name).discriminator(logits).item<double>(), discriminator, 1e-6) << name;
    EXPECT_NEAR(loss_named(name).generator(logits).item<double>(), generator, 1e-6) << name;
  };
  expect("cross-entropy", std::log1p(std::exp(-0.5)) + std::log1p(std::exp(-2.0)),
         std::log1p(std::exp(2.0)));
  expect("least-squares", 0.125 + 2, 4.5);
  expect("hinge", 0.5, 2);
  expect("relativistic", std::log1p(std::exp(-2.5)), std::log1p(std::exp(2.5)));
}

}  // namespace
}  // namespace gan::test
