#include "gan/training/training_state.h"

#include <functional>
#include <utility>
#include <vector>

#include <ATen/Context.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/base/split_mix.h"
#include "gan/device/random_state.h"
#include "gan/training/generator_average.h"

namespace gan {
namespace {

constexpr const char* kCpuRandom = "random.cpu";
constexpr const char* kCudaRandom = "random.cuda";

struct Player {
  std::string name;
  torch::nn::Module& network;
  KerasAdam& optimizer;
};

std::vector<Player> players_by_name(Players& players) {
  return {{"generator", *players.generator, players.generator_optimizer},
          {"discriminator", *players.discriminator, players.discriminator_optimizer}};
}

// The training's own tensors, by name, without step counts and random state.
NamedTensors tensors_of(Players& players) {
  NamedTensors all;
  for (const Player& player : players_by_name(players)) {
    for (const auto& entry : player.network.named_parameters()) {
      const std::string name = player.name + "." + entry.key();
      const torch::optim::AdamParamState& adam = player.optimizer.state_of(entry.value());
      all["adam.mean." + name] = adam.exp_avg();
      all["adam.square." + name] = adam.exp_avg_sq();
    }
    all.merge(named_tensors(player.network, player.name + "."));
  }
  return all;
}

NamedTensors tensors_of(const GeneratorAverage& average) {
  return named_tensors(*average.generator(), "average.generator.");
}

std::string steps_name(const Player& player) {
  return "adam.steps." + player.name;
}

const at::Tensor& find(const NamedTensors& tensors, const std::string& name,
                       const at::Tensor& like) {
  return find_tensor(tensors, name, like, Error("restoring the training"));
}

void restore_random(const NamedTensors& tensors, const char* name, const at::Device& device) {
  const at::Tensor& state = find(tensors, name, random_state(device));
  try {
    set_random_state(device, state);
  } catch (const c10::Error&) {
    throw Error("restoring the training")
        .expected("\"" + std::string(name) + "\" as a state of LibTorch's generator")
        .found("other bytes");
  }
}

}  // namespace

NamedTensors copy_tensors(Players& players, const at::Device& device) {
  const torch::NoGradGuard no_grad;
  NamedTensors copies = copies_of(tensors_of(players));
  for (const Player& player : players_by_name(players))
    copies[steps_name(player)] = torch::tensor({player.optimizer.steps()});
  copies[kCpuRandom] = random_state(c10::kCPU);
  if (device.is_cuda()) copies[kCudaRandom] = random_state(device);
  return copies;
}

void restore_tensors(const NamedTensors& tensors, Players& players, const at::Device& device,
                     std::int64_t seed) {
  const torch::NoGradGuard no_grad;
  std::vector<std::function<void()>> copies;
  for (const auto& [name, tensor] : tensors_of(players)) {
    const at::Tensor& value = find(tensors, name, tensor);
    copies.push_back([to = tensor, value]() mutable { to.copy_(value); });
  }
  std::int64_t steps = 0;
  for (const Player& player : players_by_name(players)) {
    steps +=
        find(tensors, steps_name(player), torch::zeros({1}, torch::kInt64)).item<std::int64_t>();
    copies.push_back([player, taken = tensors.at(steps_name(player)).item<std::int64_t>()] {
      player.optimizer.set_steps(taken);
    });
  }
  restore_random(tensors, kCpuRandom, c10::kCPU);
  if (device.is_cuda()) {
    if (tensors.count(kCudaRandom) != 0)
      restore_random(tensors, kCudaRandom, device);
    else
      at::Generator(at::globalContext().defaultGenerator(device))
          .set_current_seed(fresh_seed(seed, steps));
  }
  for (const std::function<void()>& copy : copies) copy();
}

void copy_average(const GeneratorAverage& average, NamedTensors& to) {
  to.merge(copies_of(tensors_of(average)));
}

void restore_average(const NamedTensors& tensors, GeneratorAverage& average) {
  Generator generator = average.generator();
  assign_tensors(*generator, tensors, "average.generator.", Error("restoring the training"));
}

std::uint64_t fresh_seed(std::int64_t seed, std::int64_t attempt) {
  return SplitMix(static_cast<std::uint64_t>(seed), static_cast<std::uint64_t>(attempt)).next();
}

}  // namespace gan
