// Batch normalisation with Keras's moving statistics.
#pragma once

#include <cstdint>

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

namespace gan {

// Ioffe and Szegedy (2015), algorithm 1, over the columns of a float32 [batch, features] tensor.
//
// torch::nn::BatchNorm1d feeds the unbiased batch variance into its moving variance; Keras feeds
// the biased one that also normalises. They differ by n/(n-1) on what is added: 0.5 % at batch
// 200, 7 % at batch 16. This module does as Keras does.
class BatchNormImpl : public torch::nn::Module {
 public:
  // `momentum` in Keras's convention: the share of the old moving statistic that is kept.
  BatchNormImpl(std::int64_t features, double momentum, double epsilon);

  // In training: normalises by the batch's statistics and moves the moving ones towards them.
  // In inference: normalises by the moving statistics.
  at::Tensor forward(const at::Tensor& input);

  at::Tensor weight;        // gamma, [features]
  at::Tensor bias;          // beta, [features]
  at::Tensor running_mean;  // [features], not trained
  at::Tensor running_var;   // [features], not trained

  double epsilon() const { return epsilon_; }

 private:
  double momentum_;
  double epsilon_;
};
TORCH_MODULE(BatchNorm);

}  // namespace gan
