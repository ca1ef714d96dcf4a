#include "gan/engines/cuda/mlp/discriminator.h"

#include <ATen/Functions.h>

#include "gan/engines/cuda/mlp/discriminator_kernels.h"
#include "gan/engines/cuda/mlp/launch.h"
#include "gan/math/adam_math.h"

namespace gan::cuda {
namespace {

// More layers than any network has, so that no two draws share a purpose.
constexpr std::uint32_t kMostLayers = 1 << 20;

std::vector<Dense> layers_of(const Discriminator& network, at::ScalarType products) {
  std::vector<Dense> layers;
  const auto dense = network->all<gan::Dense>();
  for (const auto& layer : dense)
    layers.emplace_back(*layer, layer == dense.back() ? at::kFloat : products);
  return layers;
}

}  // namespace

DiscriminatorPasses::DiscriminatorPasses(Players& players, std::int64_t batch,
                                         const TrainingOptions& options, at::ScalarType products)
    : device_(players.discriminator->parameters().front().device()),
      batch_(batch),
      products_(products),
      dropout_threshold_(dropout_threshold(players.discriminator->options().dropout)),
      kept_scale_(static_cast<float>(1 / (1 - players.discriminator->options().dropout))),
      layers_(layers_of(players.discriminator, products)),
      side_(device_, StreamUse::discriminator),
      optimizer_(players.discriminator_optimizer, Adam::parts_of(layers_), options) {
  const at::TensorOptions placed(device_);
  for (std::size_t i = 0; i + 1 < layers_.size(); ++i) {
    outputs_.push_back(at::empty({batch, layers_[i].bias.size(0)}, placed.dtype(products)));
    gradients_.push_back(at::empty_like(outputs_.back()));
  }
  losses_ = at::empty({batch}, placed.dtype(at::kFloat));
  logits_ = at::empty_like(losses_);
  logit_gradients_ = at::empty_like(losses_);
}

void DiscriminatorPasses::refresh() {
  for (Dense& layer : layers_) layer.refresh();
}

template <class T>
void DiscriminatorPasses::forward(const at::Tensor& images, std::uint32_t pass,
                                  const RandomSource& random) {
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    const Dense& layer = layers_[i];
    layer.forward(i == 0 ? images : outputs_[i - 1], outputs_[i]);
    HiddenForward<T> kernel{};
    kernel.values = outputs_[i].data_ptr<T>();
    kernel.bias = layer.bias.data_ptr<float>();
    kernel.rows = batch_;
    kernel.columns = layer.bias.size(0);
    kernel.threshold = dropout_threshold_;
    kernel.kept_scale = kept_scale_;
    kernel.purpose = kDrawDropout + pass * kMostLayers + static_cast<std::uint32_t>(i);
    kernel.random = random;
    run(kernel, device_);
  }
}

template <class T>
void DiscriminatorPasses::head(const LossTarget& loss_target) {
  Head<T> kernel{};
  kernel.input = outputs_.back().data_ptr<T>();
  kernel.weight = layers_.back().weight.data_ptr<float>();
  kernel.bias = layers_.back().bias.data_ptr<float>();
  kernel.rows = batch_;
  kernel.columns = outputs_.back().size(1);
  kernel.target = loss_target.target;
  kernel.kept_scale = kept_scale_;
  kernel.losses = losses_.data_ptr<float>();
  kernel.logits = logits_.data_ptr<float>();
  kernel.logit_gradients = logit_gradients_.data_ptr<float>();
  kernel.input_gradient = gradients_.back().data_ptr<T>();
  run(kernel, device_);
}

template <class T>
void DiscriminatorPasses::head_gradients() {
  HeadGradients<T> kernel{};
  kernel.input = outputs_.back().data_ptr<T>();
  kernel.input_gradient = gradients_.back().data_ptr<T>();
  kernel.logit_gradients = logit_gradients_.data_ptr<float>();
  kernel.rows = batch_;
  kernel.columns = outputs_.back().size(1);
  kernel.weight_gradient = layers_.back().weight_gradient.data_ptr<float>();
  kernel.bias_gradient = layers_[outputs_.size() - 1].bias_gradient.data_ptr<float>();
  run(kernel, device_);
}

void DiscriminatorPasses::close(const LossTarget& loss_target, CloseUpdate close,
                                float* bias_gradient) {
  close.losses = losses_.data_ptr<float>();
  close.logit_gradients = logit_gradients_.data_ptr<float>();
  close.batch = batch_;
  close.logits = logits_.data_ptr<float>();
  close.counted = loss_target;
  close.bias_gradient = bias_gradient;
  run(close, device_);
}

template <class T>
void DiscriminatorPasses::hidden_backward(std::size_t layer, float* bias_gradient) {
  HiddenBackward<T> kernel{};
  kernel.gradient = gradients_[layer].data_ptr<T>();
  kernel.output = outputs_[layer].data_ptr<T>();
  kernel.rows = batch_;
  kernel.columns = gradients_[layer].size(1);
  kernel.kept_scale = kept_scale_;
  kernel.bias_gradient = bias_gradient;
  run(kernel, device_);
}

void DiscriminatorPasses::update(const at::Tensor& images, const LossTarget& loss_target,
                                 std::uint32_t pass, const RandomSource& random) {
  with_type(products_, [&](auto number) {
    using T = decltype(number);
    forward<T>(images, pass, random);
    head<T>(loss_target);
    side_.run([&] {
      close(loss_target, optimizer_.begin_step(), layers_.back().bias_gradient.data_ptr<float>());
      head_gradients<T>();
    });
    for (std::size_t i = outputs_.size() - 1; i > 0; --i) {
      side_.run([&] { layers_[i].compute_weight_gradient(gradients_[i], outputs_[i - 1]); });
      layers_[i].backward(gradients_[i], gradients_[i - 1]);
      hidden_backward<T>(i - 1, layers_[i - 1].bias_gradient.data_ptr<float>());
    }
    layers_[0].compute_weight_gradient(gradients_[0], images);
  });
  side_.join();
  optimizer_.step();
}

void DiscriminatorPasses::loss_of(const at::Tensor& images, const LossTarget& loss_target,
                                  std::uint32_t pass, const RandomSource& random, CloseUpdate close,
                                  const at::Tensor& image_gradient) {
  with_type(products_, [&](auto number) {
    using T = decltype(number);
    forward<T>(images, pass, random);
    head<T>(loss_target);
    side_.run([&] { this->close(loss_target, close, /*bias_gradient=*/nullptr); });
    for (std::size_t i = outputs_.size() - 1; i > 0; --i) {
      layers_[i].backward(gradients_[i], gradients_[i - 1]);
      hidden_backward<T>(i - 1, /*bias_gradient=*/nullptr);
    }
    layers_[0].backward(gradients_[0], image_gradient);
  });
  side_.join();
}

}  // namespace gan::cuda
