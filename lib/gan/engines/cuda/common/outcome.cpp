#include "gan/engines/cuda/common/outcome.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include <c10/cuda/CUDAGuard.h>
#include <c10/util/ScopeExit.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "gan/base/torch_error.h"
#include "gan/device/random_state.h"
#include "gan/networks/network_copy.h"

namespace gan::cuda {
namespace {

NamedTensors tensors_of(Players& players) {
  NamedTensors tensors = copy_tensors(players, c10::kCPU);
  tensors.erase("random.cpu");
  for (const char* network : {"generator", "discriminator"}) {
    at::Tensor& steps = tensors[std::string("adam.steps.") + network];
    steps = steps.to(torch::kFloat32);
  }
  return tensors;
}

// "adam.mean.generator" of "adam.mean.generator.dense1.weight". Moving statistics change on another
// scale than weights.
std::string kind_of(const std::string& name) {
  if (name.find(".running_") != std::string::npos) return "moving";
  for (const char* network : {"generator", "discriminator"}) {
    const std::size_t at = name.find(network);
    if (at != std::string::npos) return name.substr(0, at) + network;
  }
  return name;
}

double norm_of(const at::Tensor& tensor) {
  return tensor.to(torch::kFloat64).norm().item<double>();
}

std::string text_of(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", number);
  return text;
}

}  // namespace

Outcome outcome_of(const Players& players, const TrainingOptions& options, double dropout,
                   const Train& train) {
  Players copies(copy_of(players.generator), copy_of(players.discriminator, dropout), options);
  const NamedTensors before = tensors_of(copies);
  Outcome outcome;
  outcome.losses = train(copies);
  outcome.tensors = tensors_of(copies);
  for (auto& [name, tensor] : outcome.tensors) tensor = tensor - before.at(name);
  return outcome;
}

std::string difference(const Outcome& found, const Outcome& expected, const Tolerance& tolerance) {
  using Values = IterationLossValues;
  static constexpr std::pair<const char*, double Values::*> kLosses[] = {
      {"discriminator's loss on real images", &Values::discriminator_real},
      {"discriminator's loss on generated images", &Values::discriminator_fake},
      {"generator's loss", &Values::generator},
      {"mean logit of real images", &Values::real_logit},
      {"mean logit of generated images", &Values::fake_logit}};
  for (const auto& [name, loss] : kLosses) {
    const double a = found.losses.*loss, b = expected.losses.*loss;
    if (std::abs(a - b) <= tolerance.losses * std::max(1.0, std::abs(b))) continue;
    return std::string("the ") + name + " is " + text_of(a) + " instead of " + text_of(b);
  }

  std::map<std::string, double> scales;
  for (const auto& [name, tensor] : expected.tensors) {
    double& scale = scales[kind_of(name)];
    scale = std::hypot(scale, norm_of(tensor));
  }
  for (const auto& [name, tensor] : expected.tensors) {
    const double off = norm_of(found.tensors.at(name) - tensor);
    const double scale = scales[kind_of(name)];
    if (off <= tolerance.changes * scale) continue;
    return "the change of " + name + " is off by " + text_of(off) +
           ", where all changes of its kind have norm " + text_of(scale);
  }
  return {};
}

std::string graph_difference(const Players& players, const TrainingOptions& options,
                             const c10::Device& device, const Train& by_graph,
                             const Train& without) {
  const at::Tensor numbers = random_state(device);
  const auto outcome = [&](const Train& train) {
    set_random_state(device, numbers);
    return outcome_of(players, options, players.discriminator->options().dropout, train);
  };
  const Outcome expected = outcome(without);
  const std::string text = difference(outcome(by_graph), expected, {0, 0});
  return text.empty() ? "" : "in a CUDA graph, " + text;
}

std::string fault_found_by(const c10::Device& device, const std::function<std::string()>& check) {
  const c10::cuda::CUDAGuard guard(device);
  const at::Tensor numbers = random_state(device);
  const auto put_back = c10::make_scope_exit([&] { set_random_state(device, numbers); });
  // A graph that ignored the random generator's offset would be right at offset 0.
  torch::randn({100}, torch::TensorOptions(device));
  try {
    return check();
  } catch (const c10::OutOfMemoryError&) {
    throw;
  } catch (const c10::Error& error) {
    return first_line(error);
  }
}

}  // namespace gan::cuda
