#include "gan/engines/cuda/mlp/self_check.h"

#include <torch/types.h>
#include <torch/utils.h>

#include "engines/cuda/gpu.h"
#include "engines/cuda/mlp/small_gan.h"
#include "gan/engines/choose_engine.h"
#include "gan/engines/loader/cuda_part.h"
#include "gan/training/trainer.h"

namespace gan::test {
namespace {

class SelfCheck : public OnGpu {};

TEST_F(SelfCheck, FindsNothingWhereAllIsWell) {
  for (const Precision precision : {Precision::float32, Precision::tf32, Precision::bf16})
    for (const bool recipe : {false, true}) {
      SmallOptions options;
      options.dropout = 0.3;
      options.recipe = recipe;
      SmallGan gan(options, choose_device("cuda"));
      set_up_reproducible_compute(1, kSmallSeed);
      gan.training.precision = precision;
      EXPECT_EQ(cuda_part().mlp_fault(gan.players, gan.batches, gan.training), "");
    }
}

TEST_F(SelfCheck, LeavesTheTrainingAsItIs) {
  SmallGan gan({}, choose_device("cuda"));
  set_up_reproducible_compute(1, kSmallSeed);
  const auto place = torch::TensorOptions(choose_device("cuda"));
  const at::Tensor next = torch::rand({3}), next_there = torch::rand({3}, place);
  const at::Tensor state = gan.state();
  set_up_reproducible_compute(1, kSmallSeed);
  cuda_part().mlp_fault(gan.players, gan.batches, gan.training);
  EXPECT_TRUE(torch::equal(torch::rand({3}), next));
  EXPECT_TRUE(torch::equal(torch::rand({3}, place), next_there));
  EXPECT_TRUE(torch::equal(gan.state(), state));
}

// A run that left the fast iterations does not come back to them.
TEST_F(SelfCheck, AResumeKeepsToWhatComputed) {
  const auto trainer = [this](bool fast) {
    set_up_reproducible_compute(1, 3);
    TinyGan gan = tiny_gan();
    const c10::Device device = choose_device("cuda");
    gan.generator->to(device);
    gan.discriminator->to(device);
    TrainingOptions options = tiny_training();
    options.fast = fast;
    return std::make_unique<Trainer>(gan.generator, gan.discriminator,
                                     RandomBatches(tiny_images(), 10, device), options,
                                     choose_engine(options));
  };
  const TrainingState readable = trainer(false)->state(), fast = trainer(true)->state();
  EXPECT_EQ(readable.engine, "eager");
  EXPECT_EQ(fast.engine, "cuda-mlp");
  const auto resumed = trainer(true);
  resumed->restore(readable);
  EXPECT_EQ(resumed->engine(), "eager");
  EXPECT_NE(resumed->engine_notice().find("as the run did before"), std::string::npos);
  resumed->restore(fast);
  EXPECT_EQ(resumed->engine(), "cuda-mlp");
  EXPECT_EQ(resumed->engine_notice(), "");
}

}  // namespace
}  // namespace gan::test
