#include "gan/engines/cuda/common/outcome.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <torch/types.h>
#include <torch/utils.h>

#include "gan/engines/cuda/mlp/drawn_inputs.h"
#include "gan/engines/cuda/mlp/iteration.h"
#include "gan/engines/cuda/common/product_precision.h"
#include "gan/networks/network_copy.h"
#include "gan/training/random_shift.h"

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

Outcome fast_outcome(const Players& players, const RandomBatches& batches,
                     const TrainingOptions& options, const RandomSource& random) {
  return outcome_of(players, options, /*dropout=*/0, [&](Players& copies) {
    const ProductPrecision precision(options.precision);
    Iteration iteration(copies, batches, options,
                        options.precision == Precision::bf16 ? at::kBFloat16 : at::kFloat);
    iteration.run(random);
    return iteration.take_losses().last;
  });
}

Outcome readable_outcome(const Players& players, const RandomBatches& batches,
                         const TrainingOptions& options, const RandomSource& random) {
  return outcome_of(players, options, /*dropout=*/0, [&](Players& copies) {
    const ProductPrecision precision(Precision::float32);
    const std::vector<at::Tensor> latents =
        drawn_latents(batches, copies.generator->options().latent_dim, random).chunk(2);
    std::size_t drawn = 0;
    std::uint32_t pass = 0;
    Draws draws{[&] { return drawn_images(batches, random); }, [&] { return latents[drawn++]; }};
    if (options.shift > 0)
      draws.augment = [&](const at::Tensor& images) {
        return shift_images(images, drawn_shifts(batches, options.shift, pass++, random),
                            copies.generator->image());
      };
    const IterationLosses losses = train_iteration(copies, draws, objective_of(options));
    return IterationLossValues{losses.discriminator_real.item<double>(),
                               losses.discriminator_fake.item<double>(),
                               losses.generator.item<double>(),
                               /*penalty=*/0,
                               losses.real_logit.item<double>(),
                               losses.fake_logit.item<double>()};
  });
}

Tolerance tolerance_of(Precision precision) {
  switch (precision) {
    case Precision::float32:
      return {1e-4, 1e-3};
    case Precision::tf32:
      return {1e-2, 0.15};
    case Precision::bf16:
      return {5e-2, 0.5};
  }
  return {0, 0};
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
