// Batch normalisation with Keras's moving statistics.
#pragma once

#include "gan/networks/layers/layer.h"

namespace gan {

// Ioffe and Szegedy (2015), algorithm 1, over the columns of [features], or over the channels of
// [channels, height, width], where each pixel counts as a sample (section 3.2).
//
// torch::nn::BatchNorm1d feeds the unbiased batch variance into its moving variance; Keras feeds
// the biased one that also normalises. They differ by n/(n-1) on what is added: 0.5 % at batch
// 200, 7 % at batch 16. This layer does as Keras does.
class BatchNorm : public Layer {
 public:
  // `momentum` in Keras's convention: the share of the old moving statistic that is kept.
  BatchNorm(const Shape& input, double momentum, double epsilon);

  // In training: normalises by the batch's statistics and moves the moving ones towards them.
  // In inference: normalises by the moving statistics.
  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "batch_norm"; }
  std::string keras_name() const override { return "BatchNormalization"; }
  std::string script() const override;

  at::Tensor weight;        // gamma, [features]
  at::Tensor bias;          // beta, [features]
  at::Tensor running_mean;  // [features], not trained
  at::Tensor running_var;   // [features], not trained

  double epsilon() const { return epsilon_; }
  double momentum() const { return momentum_; }

 private:
  double momentum_;
  double epsilon_;
};

}  // namespace gan
