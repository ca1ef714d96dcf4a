#include "run/best_generator.h"

#include <algorithm>
#include <string>

#include <torch/types.h>
#include <torch/utils.h>

#include "gan/base/error.h"

namespace gan::app {
namespace {

constexpr const char* kEpoch = "best.epoch";
constexpr const char* kDistance = "best.distance";
constexpr const char* kJudge = "best.judge";
const std::string kPrefix = "best.";

NamedTensors tensors_of(const Generator& generator) {
  NamedTensors tensors;
  for (const auto& entry : generator->named_parameters())
    tensors[kPrefix + entry.key()] = entry.value().detach();
  for (const auto& entry : generator->named_buffers())
    tensors[kPrefix + entry.key()] = entry.value();
  return tensors;
}

at::Tensor bytes_of(const std::string& text) {
  at::Tensor bytes = torch::empty({static_cast<std::int64_t>(text.size())}, torch::kUInt8);
  std::copy(text.begin(), text.end(), bytes.mutable_data_ptr<std::uint8_t>());
  return bytes;
}

}  // namespace

bool BestGenerator::consider(const Generator& generator, const EpochRecord& record) {
  const Evaluation& evaluation = record.evaluation.value();
  const double distance = evaluation.frechet_distance.value;
  const at::Tensor judge = bytes_of(evaluation.judge_hash);
  if (!state_.empty() && torch::equal(state_.at(kJudge), judge) &&
      !(distance < state_.at(kDistance).item<double>()))
    return false;
  state_.clear();
  for (const auto& [name, tensor] : tensors_of(generator))
    state_[name] = tensor.to(torch::kCPU, /*non_blocking=*/false, /*copy=*/true);
  state_[kEpoch] = torch::tensor({record.result.epoch}, torch::kInt64);
  state_[kDistance] = torch::tensor({distance}, torch::kFloat64);
  state_[kJudge] = judge;
  return true;
}

void BestGenerator::restore(const NamedTensors& tensors, const Generator& like) {
  state_.clear();
  if (tensors.count(kEpoch) == 0) return;
  NamedTensors expected = tensors_of(like);
  expected[kEpoch] = torch::zeros({1}, torch::kInt64);
  expected[kDistance] = torch::zeros({1}, torch::kFloat64);
  expected[kJudge] = torch::zeros({64}, torch::kUInt8);
  NamedTensors found;
  for (const auto& [name, tensor] : expected) {
    const auto at = tensors.find(name);
    if (at == tensors.end() || at->second.sizes() != tensor.sizes() ||
        at->second.scalar_type() != tensor.scalar_type())
      throw Error("resuming a run")
          .expected("\"samples." + name + "\" in the checkpoint")
          .found("none, or of another shape");
    found[name] = at->second.clone();
  }
  state_ = std::move(found);
}

std::optional<Generator> BestGenerator::generator(const Generator& like) const {
  if (state_.empty()) return std::nullopt;
  const torch::NoGradGuard no_grad;
  Generator best(like->options(), like->image());
  for (const auto& [name, tensor] : tensors_of(best)) at::Tensor(tensor).copy_(state_.at(name));
  return best;
}

}  // namespace gan::app
