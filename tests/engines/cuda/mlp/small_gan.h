// Networks of odd sizes, so that nothing fits a block or a vector, and what to compare of them.
#pragma once

#include <torch/types.h>
#include <torch/utils.h>

#include "gan/data/random_batches.h"
#include "gan/engines/cuda/mlp/iteration.h"
#include "training/tiny_gan.h"

namespace gan::test {

struct SmallOptions {
  std::vector<std::int64_t> generator = {9, 21};
  std::vector<std::int64_t> discriminator = {33, 18, 7};
  BatchNormOrder order = BatchNormOrder::after_relu;
  double dropout = 0;
  std::int64_t batch = 13;
  bool recipe = false;  // other options of the training than the tutorial's
};

constexpr std::int64_t kSmallLatent = 5, kSmallSide = 5, kSmallPixels = kSmallSide * kSmallSide;

inline TrainingOptions small_training(const SmallOptions& small) {
  TrainingOptions options;
  options.batch_size = small.batch;
  options.learning_rate = 0.01;
  if (small.recipe) {
    options.adam_beta1 = 0.5;
    options.shift = 2;
  }
  // A bias before a normalisation has no gradient but rounding, of which Adam would make steps.
  if (small.order == BatchNormOrder::before_relu) options.adam_epsilon = 1e-3;
  return options;
}

// Players and batches, the same each time that they are made with the same options.
struct SmallGan {
  explicit SmallGan(const SmallOptions& options, const c10::Device& device = c10::kCPU)
      : training(small_training(options)),
        players(make(options, device, training)),
        batches(tiny_images(kSmallSide), options.batch, device) {}

  static Players make(const SmallOptions& options, const c10::Device& device,
                      const TrainingOptions& training) {
    torch::set_num_threads(1);
    torch::manual_seed(3);
    GeneratorOptions generator_options;
    generator_options.latent_dim = kSmallLatent;
    generator_options.hidden = options.generator;
    generator_options.batch_norm = options.order;
    generator_options.batch_norm_momentum = 0.9;
    if (options.recipe) generator_options.output_filter = OutputFilter::binomial;
    DiscriminatorOptions discriminator_options;
    discriminator_options.hidden = options.discriminator;
    discriminator_options.dropout = options.dropout;
    Generator generator(generator_options, ImageShape{kSmallSide, kSmallSide});
    Discriminator discriminator(discriminator_options, ImageShape{kSmallSide, kSmallSide});
    generator->to(device);
    discriminator->to(device);
    return Players(generator, discriminator, training);
  }

  // All weights, moving statistics, and Adam's means and squares, in one row on the CPU.
  at::Tensor state() {
    std::vector<at::Tensor> parts = {everything(players.generator),
                                     everything(players.discriminator)};
    for (const at::Tensor& parameter : players.generator->parameters())
      add(parts, players.generator_optimizer.state_of(parameter));
    for (const at::Tensor& parameter : players.discriminator->parameters())
      add(parts, players.discriminator_optimizer.state_of(parameter));
    return torch::cat(parts).cpu();
  }

  static void add(std::vector<at::Tensor>& parts, const torch::optim::AdamParamState& state) {
    parts.push_back(state.exp_avg().flatten());
    parts.push_back(state.exp_avg_sq().flatten());
  }

  std::int64_t steps(KerasAdam& optimizer) {
    return optimizer.state_of(optimizer.param_groups().front().params().front()).step();
  }

  TrainingOptions training;
  Players players;
  RandomBatches batches;
};

inline constexpr std::uint64_t kSmallSeed = 77;

// The numbers of iteration `i`, from 0, after torch::manual_seed(kSmallSeed).
inline cuda::RandomSource numbers(std::int64_t i) {
  cuda::RandomSource source;
  source.seed = kSmallSeed;
  source.offset = static_cast<std::uint64_t>(i) * cuda::RandomSource::kNumbersPerIteration;
  return source;
}

}  // namespace gan::test
