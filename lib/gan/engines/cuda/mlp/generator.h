// The generator's two batches and its backward pass, without autograd.
#pragma once

#include <vector>

#include "gan/engines/cuda/common/streams.h"
#include "gan/engines/cuda/mlp/adam.h"
#include "gan/engines/cuda/mlp/dense.h"
#include "gan/engines/cuda/mlp/input_kernels.h"
#include "gan/training/iteration.h"

namespace gan::cuda {

class GeneratorPasses {
 public:
  // The network's tensors stay its own. `products` is the type of activations and products.
  GeneratorPasses(Players& players, std::int64_t batch, const TrainingOptions& options,
                  at::ScalarType products);

  // Draws 2 * batch latents and makes images of them: the first half in inference mode, the second
  // in training mode, which updates the moving statistics.
  void forward(const RandomSource& random);

  at::Tensor fakes() const { return images_.narrow(0, 0, batch_); }  // in inference mode
  at::Tensor training_images() const {
    return images_.narrow(0, batch_, batch_);
  }  // in training mode
  // Where the gradient at training_images() goes. backward() overwrites it.
  at::Tensor image_gradient() const { return image_gradient_; }

  // The backward pass from image_gradient(), then Adam's step, which optimizer().begin_step()
  // began.
  void backward_and_step();

  Adam& optimizer() { return optimizer_; }
  const Adam& optimizer() const { return optimizer_; }
  void refresh();
  const std::vector<at::Tensor>& moving_statistics() const { return moving_statistics_; }

 private:
  struct Layer {
    Dense dense;
    at::Tensor gamma, beta, moving_mean, moving_variance;  // the module's own
    at::Tensor gamma_gradient, beta_gradient, mean, inverse_deviation;
    at::Tensor product, output;  // [2 * batch, width]
    at::Tensor gradient;         // [batch, width]
    float epsilon;
  };

  std::vector<Adam::Part> parts() const;
  std::vector<Layer> make_layers(const Generator& network, at::ScalarType products) const;
  template <class T>
  void norm_forward(const Layer& layer);
  template <class T>
  void norm_backward(const Layer& layer);
  template <class T>
  void filter(const at::Tensor& from, const at::Tensor& to, const float* bias, const T* output);

  at::Device device_;
  std::int64_t batch_;
  bool relu_first_;
  bool filtered_;
  ImageShape image_;
  float moving_rate_;
  std::vector<Layer> hidden_;
  Dense last_;
  at::Tensor latents_;         // [2 * batch, latent_dim]
  at::Tensor images_;          // [2 * batch, pixels]
  at::Tensor image_gradient_;  // [batch, pixels]
  // With a filter: the last products [2 * batch, pixels], and the gradient by the sums.
  at::Tensor products_, filtered_gradient_;
  std::vector<at::Tensor> moving_statistics_;
  SideStream side_;
  Adam optimizer_;
};

}  // namespace gan::cuda
