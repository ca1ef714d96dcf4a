#include "gan/training/collapse.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "files.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

EpochResult healthy() {
  EpochResult result;
  result.discriminator_loss = 0.5;
  return result;
}

TEST(Collapse, AGeneratorThatVariesIsNone) {
  torch::manual_seed(1);
  Generator generator = tiny_gan().generator;
  EXPECT_EQ(collapse_warning(generator, healthy()), "");
}

TEST(Collapse, OneImageForAllLatentsIsOne) {
  Generator generator = tiny_gan().generator;
  {
    const torch::NoGradGuard no_grad;
    generator->dense().back()->weight.mul_(1e-4);
  }
  EXPECT_TRUE(has(collapse_warning(generator, healthy()), {"same image", "--seed"}));
}

TEST(Collapse, ADiscriminatorThatIsNeverWrongIsOne) {
  Generator generator = tiny_gan().generator;
  EpochResult result = healthy();
  result.discriminator_loss = 2e-4;
  EXPECT_TRUE(has(collapse_warning(generator, result), {"discriminator", "0.0002", "--dropout"}));
}

TEST(Collapse, LookingChangesNothing) {
  torch::manual_seed(1);
  Generator generator = tiny_gan().generator;
  generator->train();
  const at::Tensor before = everything(generator);
  const at::Tensor next = torch::rand({4});
  torch::manual_seed(1);
  Generator same = tiny_gan().generator;
  collapse_warning(same, healthy());
  EXPECT_TRUE(torch::equal(torch::rand({4}), next));
  EXPECT_TRUE(same->is_training());
  EXPECT_TRUE(torch::equal(everything(same), before));
}

}  // namespace
}  // namespace gan::test
