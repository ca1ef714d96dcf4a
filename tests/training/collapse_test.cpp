#include "gan/training/collapse.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "files.h"
#include "gan/losses/cross_entropy.h"
#include "gan/networks/layers/dense.h"
#include "networks/small_networks.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

EpochResult healthy() {
  EpochResult result;
  result.discriminator_loss = 0.5;
  return result;
}

const double kLeastLoss = cross_entropy().least_discriminator_loss;

at::Tensor real_images() {
  return tiny_images().flatten(1).to(torch::kFloat32).sub(127.5).div(127.5);
}

TEST(Collapse, AGeneratorThatVariesIsNone) {
  torch::manual_seed(1);
  TinyGan gan = tiny_gan();
  EXPECT_EQ(
      collapse_warning(gan.generator, gan.discriminator, real_images(), healthy(), kLeastLoss), "");
}

// Units that are all below 0 leave the last layer's bias; both losses stand near ln 2 then.
TEST(Collapse, ADiscriminatorThatSaysTheSameOfAllIsOne) {
  torch::manual_seed(1);
  TinyGan gan = tiny_gan();
  EpochResult result = healthy();
  result.discriminator_loss = result.generator_loss = 0.69447;
  {
    const torch::NoGradGuard no_grad;
    gan.discriminator->all<Dense>()[1]->bias.fill_(-1000);
  }
  gan.discriminator->train();
  EXPECT_TRUE(
      has(collapse_warning(gan.generator, gan.discriminator, real_images(), result, kLeastLoss),
          {"the discriminator gives every image the same logit", "--learning-rate"}));
  EXPECT_TRUE(gan.discriminator->is_training());
}

TEST(Collapse, BatchesOfOneAreToldBefore) {
  TrainingOptions options = tiny_training();
  EXPECT_EQ(options_warning(options, kTutorialArchitecture), "");
  options.batch_size = 1;
  EXPECT_TRUE(has(options_warning(options, kTutorialArchitecture),
                  {"batch normalisation", "--batch-size 2"}));
  EXPECT_EQ(options_warning(options, "dcgan"), "");
}

TEST(Collapse, ALossWithoutABoundIsToldBeforeUnlessItIsPenalised) {
  TrainingOptions options = tiny_training();
  options.loss = "wasserstein";
  EXPECT_TRUE(has(options_warning(options, kTutorialArchitecture),
                  {"wasserstein", "--gradient-penalty 10", "--discriminator-updates joint"}));
  options.penalties["gradient_penalty"] = 10;
  EXPECT_EQ(options_warning(options, kTutorialArchitecture), "");
}

TEST(Collapse, TheWeakerDiscriminatorIsNamedByItsOwnOptions) {
  EpochResult result = healthy();
  result.discriminator_loss = 2e-4;
  SmallNetworks networks = small_networks("dcgan", {4, 4});
  EXPECT_TRUE(has(collapse_warning(networks.generator, networks.discriminator, real_images(),
                                   result, kLeastLoss),
                  {"--learning-rate or smaller --discriminator-width"}));
}

TEST(Collapse, OneImageForAllLatentsIsOne) {
  torch::manual_seed(1);
  TinyGan gan = tiny_gan();
  {
    const torch::NoGradGuard no_grad;
    gan.generator->all<Dense>().back()->weight.mul_(1e-4);
  }
  EXPECT_TRUE(
      has(collapse_warning(gan.generator, gan.discriminator, real_images(), healthy(), kLeastLoss),
          {"same image", "--seed"}));
  const at::Tensor one = real_images().narrow(0, 0, 1).expand({50, -1}).contiguous();
  EXPECT_TRUE(has(collapse_warning(gan.generator, gan.discriminator, one, healthy(), kLeastLoss),
                  {"training images are nearly the same"}));
}

TEST(Collapse, ImagesThatDifferByTheirClassAloneAreOne) {
  torch::manual_seed(1);
  SmallNetworks networks = small_networks("mlp", ImageShape{4, 4}, {"a", "b", "c"});
  const Batch real{real_images(), torch::arange(50).remainder(3)};
  EXPECT_EQ(
      collapse_warning(networks.generator, networks.discriminator, real, healthy(), kLeastLoss),
      "");
  const torch::NoGradGuard no_grad;
  const auto warns = [&] {
    return has(
        collapse_warning(networks.generator, networks.discriminator, real, healthy(), kLeastLoss),
        {"same image of a class"});
  };
  const at::Tensor of_latents =
      networks.generator->all<Dense>()[0]->weight.slice(1, 0, kSmallLatentDim);
  of_latents.mul_(0.003);  // the classes differ by more than ten times as much
  EXPECT_TRUE(warns());
  of_latents.zero_();
  EXPECT_TRUE(warns());
}

TEST(Collapse, ADiscriminatorThatIsNeverWrongIsOne) {
  TinyGan gan = tiny_gan();
  EpochResult result = healthy();
  result.discriminator_loss = 2e-4;
  EXPECT_TRUE(
      has(collapse_warning(gan.generator, gan.discriminator, real_images(), result, kLeastLoss),
          {"discriminator", "0.0002", "--dropout"}));
}

TEST(Collapse, LookingChangesNothing) {
  torch::manual_seed(1);
  TinyGan gan = tiny_gan();
  gan.generator->train();
  const at::Tensor before = everything(gan.generator), other = everything(gan.discriminator);
  const at::Tensor next = torch::rand({4});
  torch::manual_seed(1);
  TinyGan same = tiny_gan();
  collapse_warning(same.generator, same.discriminator, real_images(), healthy(), kLeastLoss);
  EXPECT_TRUE(torch::equal(torch::rand({4}), next));
  EXPECT_TRUE(same.generator->is_training());
  EXPECT_TRUE(torch::equal(everything(same.generator), before));
  EXPECT_TRUE(torch::equal(everything(same.discriminator), other));
}

}  // namespace
}  // namespace gan::test
