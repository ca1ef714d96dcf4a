// Batch normalisation with Keras's moving statistics.
#pragma once

#include "gan/networks/layers/layer.h"

namespace gan {

// Ioffe and Szegedy (2015), algorithm 1, over the columns of [features], or over the channels of
// [channels, height, width], where each pixel counts as a sample (section 3.2).
//
// torch::nn::BatchNorm1d feeds the unbiased batch variance into its moving variance; Keras feeds
// the biased one that also normalises. The two differ by the factor n/(n-1): 0.5 % at batch
// 200, 7 % at batch 16. This layer follows Keras.
class BatchNorm : public Layer {
 public:
  // `momentum` in Keras's convention: the weight of the old moving statistics.
  BatchNorm(const Shape& input, double momentum, double epsilon);

  // In training: normalises by the batch's statistics and updates the moving ones. In inference:
  // normalises by the moving statistics.
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
