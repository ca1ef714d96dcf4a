#include "gan/engines/cuda/common/outcome.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <torch/types.h>
#include <torch/utils.h>

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

// "adam.mean.generator" of "adam.mean.generator.dense1.weight". Moving statistics move on another
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

std::string loss_difference(const std::string& name, double found, double expected,
                            double tolerance) {
  if (std::abs(found - expected) <= tolerance * std::max(1.0, std::abs(expected))) return {};
  return "a loss of the " + name + " of " + text_of(found) + " instead of " + text_of(expected);
}

}  // namespace

Outcome outcome_of(const Players& players, const TrainingOptions& options, double dropout,
                   const std::function<IterationLossValues(Players& copies)>& change) {
  Players copies(copy_of(players.generator), copy_of(players.discriminator, dropout), options);
  const NamedTensors before = tensors_of(copies);
  Outcome outcome;
  outcome.losses = change(copies);
  outcome.tensors = tensors_of(copies);
  for (auto& [name, tensor] : outcome.tensors) tensor = tensor - before.at(name);
  return outcome;
}

std::string difference(const Outcome& found, const Outcome& expected, const Tolerance& tolerance) {
  const IterationLossValues &a = found.losses, &b = expected.losses;
  for (const std::string& text :
       {loss_difference("discriminator on real images", a.discriminator_real, b.discriminator_real,
                        tolerance.losses),
        loss_difference("discriminator on fakes", a.discriminator_fake, b.discriminator_fake,
                        tolerance.losses),
        loss_difference("generator", a.generator, b.generator, tolerance.losses),
        loss_difference("discriminator (mean logit) on real images", a.real_logit, b.real_logit,
                        tolerance.losses),
        loss_difference("discriminator (mean logit) on fakes", a.fake_logit, b.fake_logit,
                        tolerance.losses)})
    if (!text.empty()) return text;

  std::map<std::string, double> scales;
  for (const auto& [name, tensor] : expected.tensors) {
    double& scale = scales[kind_of(name)];
    scale = std::hypot(scale, norm_of(tensor));
  }
  for (const auto& [name, tensor] : expected.tensors) {
    const double off = norm_of(found.tensors.at(name) - tensor);
    const double scale = scales[kind_of(name)];
    if (off <= tolerance.changes * scale) continue;
    return "changes of " + name + " off by " + text_of(off) + ", where all of their kind are " +
           text_of(scale);
  }
  return {};
}

}  // namespace gan::cuda
