#include "gan/networks/layers/dense.h"

#include <torch/nn/init.h>

#include "gan/base/error.h"

namespace gan {
namespace {

// 1 GiB of float32: above any use of these networks, below what brings a machine down.
constexpr std::int64_t kMostWeights = std::int64_t{1} << 28;

}  // namespace

torch::nn::Linear make_dense(std::int64_t inputs, std::int64_t outputs) {
  if (inputs > kMostWeights / outputs)
    throw Error("building a network")
        .expected("layers of at most " + std::to_string(kMostWeights) + " weights")
        .found("one from " + std::to_string(inputs) + " to " + std::to_string(outputs));
  torch::nn::Linear dense(inputs, outputs);
  torch::nn::init::xavier_uniform_(dense->weight);
  torch::nn::init::zeros_(dense->bias);
  return dense;
}

}  // namespace gan
