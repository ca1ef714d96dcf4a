// Our networks and our training against recorded Keras, number by number.
#include <algorithm>
#include <array>
#include <functional>
#include <iostream>

#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/types.h>

#include "gan/engines/cpu/cpu_engine.h"
#include "gan/losses/cross_entropy.h"
#include "training/keras_recording.h"

namespace gan::test {
namespace {

constexpr double kTolerance = 2e-6;

// A bias directly before batch normalisation has no gradient in exact arithmetic; Adam magnifies
// its rounding noise, ours and Keras's, into real steps. In training the normalisation takes such
// a shift out again, but the moving mean follows it late: from the second iteration on, fakes made
// in inference mode carry a trace of it into everything else. Seen: 5e-5, 1.2e-5 and 1.7e-6.
constexpr double kToleranceOfNormalisedBias = 2e-4;
constexpr double kToleranceOfFakesBehindIt = 5e-5;
constexpr double kToleranceOfWhatLearnsFromThem = 1e-5;

// One recording and the networks that replay it.
class Replay {
 public:
  explicit Replay(const std::string& path) : path_(path), recording_(path) {
    std::cout << "checking " << path_ << " (" << recording_.iterations() << " iterations)\n";
    at::set_num_threads(1);
  }

  void check_discriminator_gradients();
  void check_generator_gradients();
  void check_every_iteration();

  // An iteration on recorded images and latents ([0] for the fakes).
  using Iterate = std::function<IterationLossValues(Players&, const at::Tensor& real,
                                                    const std::array<at::Tensor, 2>& latents)>;
  void check_every_iteration(const Iterate& iterate);

 private:
  double tolerance(const std::string& name, std::int64_t iteration) const {
    if (!recording_.normalises_before_relu()) return kTolerance;
    const bool in_generator = name.find("generator.") == 0;
    if (in_generator && name.find(".bias") != name.npos) return kToleranceOfNormalisedBias;
    if (iteration == 1) return kTolerance;
    const bool shifted = name == "fake" || name.find(".moving_mean") != name.npos;
    return shifted ? kToleranceOfFakesBehindIt : kToleranceOfWhatLearnsFromThem;
  }

  void expect_near(const at::Tensor& ours, const at::Tensor& keras, const std::string& name,
                   std::int64_t iteration) {
    ASSERT_EQ(ours.sizes(), keras.sizes()) << name;
    const double difference = (ours - keras).abs().max().item<double>();
    EXPECT_LE(difference, tolerance(name, iteration))
        << name << " at iteration " << iteration << " of " << path_;
  }

  void expect_all_near(const NamedTensors& ours, const NamedTensors& keras,
                       std::int64_t iteration) {
    ASSERT_FALSE(keras.empty());
    for (const auto& [name, value] : keras) {
      ASSERT_TRUE(ours.count(name)) << name;
      expect_near(ours.at(name), value, name, iteration);
    }
  }

  std::string path_;
  KerasRecording recording_;
  Players players_ = recording_.initial_players();
};

void Replay::check_discriminator_gradients() {
  const at::Tensor logits = players_.discriminator->forward(recording_.at("step1/real"));
  expect_near(torch::sigmoid(logits), recording_.at("step1/probability_real_before"), "probability",
              1);
  binary_cross_entropy(logits, 1).backward();
  expect_all_near(keras_gradients(players_), recording_.below("step1/grad_real/"), 1);
}

void Replay::check_generator_gradients() {
  const at::Tensor fakes = players_.generator->forward(recording_.at("step1/noise_for_generator"));
  binary_cross_entropy(players_.discriminator->forward(fakes), 1).backward();
  expect_all_near(keras_gradients(players_),
                  recording_.below("step1/grad_generator_before_discriminator_steps/"), 1);
}

void Replay::check_every_iteration(const Iterate& iterate) {
  ASSERT_GT(recording_.iterations(), 0);
  std::int64_t compared = 0;
  for (std::int64_t iteration = 1; iteration <= recording_.iterations(); ++iteration) {
    const std::string step = "step" + std::to_string(iteration) + "/";
    const std::array<at::Tensor, 2> latents = {recording_.at(step + "noise_for_discriminator"),
                                               recording_.at(step + "noise_for_generator")};
    {
      const torch::NoGradGuard no_grad;
      players_.generator->eval();
      expect_near(players_.generator->forward(latents[0]), recording_.at(step + "fake"), "fake",
                  iteration);
      expect_near(torch::sigmoid(players_.discriminator->forward(recording_.at(step + "real"))),
                  recording_.at(step + "probability_real_before"), "probability", iteration);
    }

    const IterationLossValues losses = iterate(players_, recording_.at(step + "real"), latents);
    const auto expect_loss = [&](double ours, const std::string& name) {
      EXPECT_NEAR(ours, recording_.at(step + name).item<double>(), tolerance(name, iteration))
          << name << " at iteration " << iteration << " of " << path_;
    };
    expect_loss(losses.discriminator_real, "loss_real");
    expect_loss(losses.discriminator_fake, "loss_fake");
    expect_loss(losses.generator, "loss_generator");

    const NamedTensors after = recording_.below("after" + std::to_string(iteration) + "/");
    if (after.empty()) continue;
    expect_all_near(keras_weights(players_), after, iteration);
    ++compared;
  }
  EXPECT_GE(compared, std::min<std::int64_t>(recording_.iterations(), 2))
      << "weights are recorded after the first and the last iteration";
}

void Replay::check_every_iteration() {
  check_every_iteration(
      [](Players& players, const at::Tensor& real, const std::array<at::Tensor, 2>& latents) {
        std::size_t draws = 0;
        const Draws recorded{[&] { return real; }, [&] { return latents.at(draws++); }};
        const IterationLosses losses =
            train_iteration(players, recorded, objective_of(TrainingOptions()));
        EXPECT_EQ(draws, 2u);
        return IterationLossValues{losses.discriminator_real.item<double>(),
                                   losses.discriminator_fake.item<double>(),
                                   losses.generator.item<double>()};
      });
}

// As above on the CPU's fast path, with one set of kernels.
void replay_fast(const std::string& path, const CpuKernels& kernels) {
  std::unique_ptr<RandomBatches> batches;
  std::unique_ptr<CpuEngine> engine;
  Replay(path).check_every_iteration([&](Players& players, const at::Tensor& real,
                                         const std::array<at::Tensor, 2>& latents) {
    if (!engine) {
      batches = std::make_unique<RandomBatches>(torch::zeros({1, real.size(1)}, torch::kUInt8),
                                                real.size(0), at::kCPU);
      engine =
          std::make_unique<CpuEngine>(players, *batches, TrainingOptions(), /*threads=*/2, kernels);
    }
    return engine->train_iteration(real, torch::stack({latents[0], latents[1]}));
  });
}

// The folder is read when the test runs: $GAN_GOLDEN_DIR may name another one than at the build.
void for_each_recording(const std::function<void(const std::string&)>& check) {
  const std::vector<std::string> paths = KerasRecording::paths();
  ASSERT_FALSE(paths.empty());
  for (const std::string& path : paths) check(path);
}

TEST(keras, GradientsOfTheDiscriminatorOnRealImages) {
  for_each_recording([](const std::string& path) { Replay(path).check_discriminator_gradients(); });
}

TEST(keras, GradientsOfTheGeneratorThroughTheDiscriminator) {
  for_each_recording([](const std::string& path) { Replay(path).check_generator_gradients(); });
}

TEST(keras, EveryIteration) {
  for_each_recording([](const std::string& path) { Replay(path).check_every_iteration(); });
}

TEST(keras, EveryIterationTheFastWay) {
  for (const char* instruction_set : {"generic", "avx2", "avx512", "avx512bf16"}) {
    const CpuKernels* kernels = cpu_kernels(instruction_set);
    if (kernels == nullptr) continue;
    SCOPED_TRACE(instruction_set);
    for_each_recording([&](const std::string& path) { replay_fast(path, *kernels); });
  }
}

}  // namespace
}  // namespace gan::test
