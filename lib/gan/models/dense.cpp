#include "gan/models/dense.h"

#include <torch/nn/init.h>

namespace gan {

torch::nn::Linear make_dense(std::int64_t inputs, std::int64_t outputs) {
  torch::nn::Linear dense(inputs, outputs);
  torch::nn::init::xavier_uniform_(dense->weight);
  torch::nn::init::zeros_(dense->bias);
  return dense;
}

}  // namespace gan
