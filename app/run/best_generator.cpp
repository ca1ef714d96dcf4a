#include "run/best_generator.h"

#include <string>
#include <vector>

#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/networks/named_tensors.h"

namespace gan::app {
namespace {

constexpr const char* kEpoch = "best.epoch";
constexpr const char* kDistance = "best.distance";
constexpr const char* kClassifier = "best.judge";
const std::string kPrefix = "best.";

}  // namespace

bool BestGenerator::consider(const Generator& generator, const EpochRecord& record) {
  const Evaluation& evaluation = record.evaluation.value();
  const double distance = evaluation.frechet_distance.value;
  const std::string& hash = evaluation.classifier_hash;
  const at::Tensor classifier =
      torch::tensor(std::vector<std::uint8_t>(hash.begin(), hash.end()), torch::kUInt8);
  if (!state_.empty() && torch::equal(state_.at(kClassifier), classifier) &&
      !(distance < state_.at(kDistance).item<double>()))
    return false;
  state_ = copies_of(named_tensors(*generator, kPrefix));
  state_[kEpoch] = torch::tensor({record.result.epoch}, torch::kInt64);
  state_[kDistance] = torch::tensor({distance}, torch::kFloat64);
  state_[kClassifier] = classifier;
  return true;
}

void BestGenerator::restore(const NamedTensors& tensors, const Generator& like) {
  state_.clear();
  if (tensors.count(kEpoch) == 0) return;
  NamedTensors expected = named_tensors(*like, kPrefix);
  expected[kEpoch] = torch::zeros({1}, torch::kInt64);
  expected[kDistance] = torch::zeros({1}, torch::kFloat64);
  expected[kClassifier] = torch::zeros({64}, torch::kUInt8);
  NamedTensors found;
  for (const auto& [name, tensor] : expected)
    found[name] = find_tensor(tensors, name, tensor, Error("resuming a run").at("samples")).clone();
  state_ = std::move(found);
}

std::optional<Generator> BestGenerator::generator(const Generator& like) const {
  if (state_.empty()) return std::nullopt;
  Generator best(like->options(), like->image(), like->architecture());
  assign_tensors(*best, state_, kPrefix, Error("restoring the best generator"));
  return best;
}

}  // namespace gan::app
