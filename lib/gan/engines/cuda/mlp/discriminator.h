// The discriminator's updates and the generator's loss, without autograd.
#pragma once

#include <vector>

#include "gan/engines/cuda/common/streams.h"
#include "gan/engines/cuda/mlp/adam.h"
#include "gan/engines/cuda/mlp/dense.h"
#include "gan/engines/cuda/mlp/input_kernels.h"
#include "gan/networks/discriminator.h"
#include "gan/training/iteration.h"

namespace gan::cuda {

class DiscriminatorPasses {
 public:
  // The network's tensors stay its own. `products` is the type of activations and products.
  DiscriminatorPasses(Players& players, std::int64_t batch, const TrainingOptions& options,
                      at::ScalarType products);

  // One step on `images` [batch, pixels], of the products' type. `pass` tells dropout's draws of
  // an iteration apart.
  void update(const at::Tensor& images, const LossTarget& loss_target, std::uint32_t pass,
              const RandomSource& random);

  // The loss of images that should be classified as the target, and its gradient at the images.
  // `close` comes from the optimizer that this loss is for.
  void loss_of(const at::Tensor& images, const LossTarget& loss_target, std::uint32_t pass,
               const RandomSource& random, CloseUpdate close, const at::Tensor& image_gradient);

  Adam& optimizer() { return optimizer_; }
  const Adam& optimizer() const { return optimizer_; }
  void refresh();

 private:
  template <class T>
  void forward(const at::Tensor& images, std::uint32_t pass, const RandomSource& random);
  template <class T>
  void head(const LossTarget& loss_target);
  template <class T>
  void head_gradients();
  void close(const LossTarget& loss_target, CloseUpdate close, float* bias_gradient);
  template <class T>
  void hidden_backward(std::size_t layer, float* bias_gradient);

  at::Device device_;
  std::int64_t batch_;
  at::ScalarType products_;
  std::uint32_t dropout_threshold_;
  float kept_scale_;
  std::vector<Dense> layers_;                     // the last one, to the logit, in float32
  std::vector<at::Tensor> outputs_;               // of the hidden layers, [batch, width]
  std::vector<at::Tensor> gradients_;             // at the hidden layers' products, likewise
  at::Tensor losses_, logits_, logit_gradients_;  // float32 [batch]
  SideStream side_;
  Adam optimizer_;
};

}  // namespace gan::cuda
