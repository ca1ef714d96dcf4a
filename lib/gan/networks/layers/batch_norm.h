// Batch normalisation with Keras's moving statistics.
#pragma once

#include <optional>

#include "gan/networks/layers/conditional.h"
#include "gan/networks/layers/layers.h"

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
  void share(const SharedBatch& batch) override { shared_ = batch; }
  std::string base_name() const override { return "batch_norm"; }
  std::string keras_name() const override { return "BatchNormalization"; }
  std::string script() const override;

  at::Tensor weight;        // gamma, [features]
  at::Tensor bias;          // beta, [features]
  at::Tensor running_mean;  // [features], not trained
  at::Tensor running_var;   // [features], not trained

  double epsilon() const { return epsilon_; }
  double momentum() const { return momentum_; }
  const std::optional<SharedBatch>& shared() const { return shared_; }  // as share() was told

 private:
  double momentum_;
  double epsilon_;
  std::optional<SharedBatch> shared_;
};

// The same with a gamma and a beta for each class (Dumoulin et al. 2017, section 2.2; in the
// generator of a GAN: Miyato and Koyama 2018, section 4). The statistics are those of all classes.
class ConditionalBatchNorm : public ConditionalLayer {
 public:
  // Throws Error for more than 2^28 weights.
  ConditionalBatchNorm(const Shape& input, std::int64_t classes, double momentum, double epsilon);

  using ConditionalLayer::forward;
  at::Tensor forward(const at::Tensor& input, const at::Tensor& labels) override;
  void share(const SharedBatch& batch) override { shared_ = batch; }
  std::string base_name() const override { return "batch_norm"; }
  std::string keras_name() const override { return "ConditionalBatchNormalization"; }
  std::string script() const override;

  at::Tensor weight;        // gamma, [classes, features]
  at::Tensor bias;          // beta, [classes, features]
  at::Tensor running_mean;  // [features], not trained
  at::Tensor running_var;   // [features], not trained

 private:
  double momentum_;
  double epsilon_;
  std::optional<SharedBatch> shared_;
};

// Adds BatchNorm, or ConditionalBatchNorm if there are classes (not 0).
void add_batch_norm(Layers& layers, std::int64_t classes, double momentum, double epsilon);

}  // namespace gan
