#include "gan/engines/cuda/mlp/generator.h"

#include <ATen/Functions.h>

#include "gan/engines/cuda/mlp/generator_kernels.h"
#include "gan/engines/cuda/mlp/launch.h"
#include "gan/engines/cuda/mlp/output_filter_kernels.h"
#include "gan/networks/layers/batch_norm.h"

namespace gan::cuda {
namespace {

// The rows of the batch in training mode.
at::Tensor trained(const at::Tensor& both) {
  return both.chunk(2)[1];
}

}  // namespace

GeneratorPasses::GeneratorPasses(Players& players, std::int64_t batch,
                                 const TrainingOptions& options, at::ScalarType products)
    : device_(players.generator->parameters().front().device()),
      batch_(batch),
      relu_first_(players.generator->options().batch_norm == BatchNormOrder::after_relu),
      filtered_(players.generator->options().output_filter == OutputFilter::binomial),
      image_(players.generator->image()),
      moving_rate_(static_cast<float>(1 - players.generator->options().batch_norm_momentum)),
      hidden_(make_layers(players.generator, products)),
      last_(*players.generator->all<gan::Dense>().back(), products),
      side_(device_, StreamUse::generator),
      optimizer_(players.generator_optimizer, parts(), options) {
  const auto placed = at::TensorOptions(device_).dtype(products);
  latents_ = at::empty({2 * batch, players.generator->options().latent_dim}, placed);
  images_ = at::empty({2 * batch, last_.bias.size(0)}, placed);
  image_gradient_ = at::empty({batch, last_.bias.size(0)}, placed);
  if (filtered_) {
    products_ = at::empty_like(images_);
    filtered_gradient_ = at::empty_like(image_gradient_);
  }
  for (const Layer& layer : hidden_)
    moving_statistics_.insert(moving_statistics_.end(), {layer.moving_mean, layer.moving_variance});
}

std::vector<GeneratorPasses::Layer> GeneratorPasses::make_layers(const Generator& network,
                                                                 at::ScalarType products) const {
  std::vector<Layer> layers;
  const auto dense = network->all<gan::Dense>();
  const auto norms = network->all<BatchNorm>();
  for (std::size_t i = 0; i < norms.size(); ++i) {
    const std::shared_ptr<BatchNorm>& norm = norms[i];
    const std::int64_t width = norm->bias.size(0);
    const auto placed = at::TensorOptions(device_).dtype(products);
    const at::Tensor row = at::zeros({width}, placed.dtype(at::kFloat));
    const at::Tensor both = at::empty({2 * batch_, width}, placed);
    layers.push_back({Dense(*dense[i], products), norm->weight, norm->bias, norm->running_mean,
                      norm->running_var, row.clone(), row.clone(), row.clone(), row.clone(), both,
                      at::empty_like(both), at::empty({batch_, width}, placed),
                      static_cast<float>(norm->epsilon())});
  }
  return layers;
}

std::vector<Adam::Part> GeneratorPasses::parts() const {
  std::vector<Dense> dense;
  for (const Layer& layer : hidden_) dense.push_back(layer.dense);
  dense.push_back(last_);
  std::vector<Adam::Part> parts = Adam::parts_of(dense);
  for (const Layer& layer : hidden_) {
    parts.push_back({layer.gamma, layer.gamma_gradient, {}});
    parts.push_back({layer.beta, layer.beta_gradient, {}});
  }
  return parts;
}

void GeneratorPasses::refresh() {
  for (Layer& layer : hidden_) layer.dense.refresh();
  last_.refresh();
}

template <class T>
void GeneratorPasses::norm_forward(const Layer& layer) {
  NormForward<T> kernel{};
  kernel.product = layer.product.data_ptr<T>();
  kernel.bias = layer.dense.bias.data_ptr<float>();
  kernel.batch = batch_;
  kernel.columns = layer.product.size(1);
  kernel.relu_first = relu_first_;
  kernel.gamma = layer.gamma.data_ptr<float>();
  kernel.beta = layer.beta.data_ptr<float>();
  kernel.epsilon = layer.epsilon;
  kernel.moving_rate = moving_rate_;
  kernel.moving_mean = layer.moving_mean.data_ptr<float>();
  kernel.moving_variance = layer.moving_variance.data_ptr<float>();
  kernel.batch_mean = layer.mean.data_ptr<float>();
  kernel.inverse_deviation = layer.inverse_deviation.data_ptr<float>();
  kernel.output = layer.output.data_ptr<T>();
  run(kernel, device_);
}

void GeneratorPasses::forward(const RandomSource& random) {
  with_type(images_.scalar_type(), [&](auto number) {
    using T = decltype(number);
    run(DrawLatents<T>{latents_.numel(), latents_.data_ptr<T>(), random}, device_);
    at::Tensor input = latents_;
    for (const Layer& layer : hidden_) {
      layer.dense.forward(input, layer.product);
      norm_forward<T>(layer);
      input = layer.output;
    }
    last_.forward(input, filtered_ ? products_ : images_);
    const float* const bias = last_.bias.data_ptr<float>();
    if (filtered_)
      filter<T>(products_, images_, bias, /*output=*/nullptr);
    else
      run(PixelsForward<T>{images_.data_ptr<T>(), bias, 2 * batch_, images_.size(1)}, device_);
  });
}

template <class T>
void GeneratorPasses::filter(const at::Tensor& from, const at::Tensor& to, const float* bias,
                             const T* output) {
  run(FilterPixels<T>{from.data_ptr<T>(), to.data_ptr<T>(), from.size(0), image_.height,
                      image_.width, bias, output},
      device_);
}

template <class T>
void GeneratorPasses::norm_backward(const Layer& layer) {
  NormBackward<T> kernel{};
  kernel.gradient = layer.gradient.data_ptr<T>();
  kernel.product = trained(layer.product).data_ptr<T>();
  kernel.output = trained(layer.output).data_ptr<T>();
  kernel.bias = layer.dense.bias.data_ptr<float>();
  kernel.batch = batch_;
  kernel.columns = layer.gradient.size(1);
  kernel.relu_first = relu_first_;
  kernel.gamma = layer.gamma.data_ptr<float>();
  kernel.batch_mean = layer.mean.data_ptr<float>();
  kernel.inverse_deviation = layer.inverse_deviation.data_ptr<float>();
  kernel.gamma_gradient = layer.gamma_gradient.data_ptr<float>();
  kernel.beta_gradient = layer.beta_gradient.data_ptr<float>();
  kernel.bias_gradient = layer.dense.bias_gradient.data_ptr<float>();
  run(kernel, device_);
}

void GeneratorPasses::backward_and_step() {
  with_type(images_.scalar_type(), [&](auto number) {
    using T = decltype(number);
    const T* output = training_images().data_ptr<T>();
    at::Tensor gradient = image_gradient_;
    if (filtered_) {
      filter<T>(image_gradient_, filtered_gradient_, /*bias=*/nullptr, output);
      gradient = filtered_gradient_;
      output = nullptr;
    }
    run(PixelsBackward<T>{/*ColumnLines=*/{}, gradient.data_ptr<T>(), output, batch_,
                          images_.size(1), last_.bias_gradient.data_ptr<float>()},
        device_);
    Dense* above = &last_;
    for (std::size_t i = hidden_.size(); i-- > 0;) {
      Layer& layer = hidden_[i];
      side_.run([&] { above->compute_weight_gradient(gradient, trained(layer.output)); });
      above->backward(gradient, layer.gradient);
      norm_backward<T>(layer);
      above = &layer.dense;
      gradient = layer.gradient;
    }
    above->compute_weight_gradient(gradient, trained(latents_));
  });
  side_.join();
  optimizer_.step();
}

}  // namespace gan::cuda
