#include "gan/engines/cuda/mlp/discriminator.h"

#include <ATen/Functions.h>
#include <c10/util/BFloat16.h>

#include "gan/engines/cuda/mlp/discriminator_kernels.h"
#include "gan/engines/cuda/mlp/launch.h"
#include "gan/math/adam_math.h"

namespace gan::cuda {
namespace {

// More layers than any network has, so that no two draws share a purpose.
constexpr std::uint32_t kMostLayers = 1 << 20;

std::vector<Dense> hidden_layers(const Discriminator& network, at::ScalarType products) {
  std::vector<Dense> layers;
  const auto dense = network->all<gan::Dense>();
  for (std::size_t i = 0; i + 1 < dense.size(); ++i) layers.emplace_back(*dense[i], products);
  return layers;
}

std::vector<Adam::Part> parts(const std::vector<Dense>& hidden, const Dense& last) {
  std::vector<Dense> layers = hidden;
  layers.push_back(last);
  return Adam::parts_of(layers);
}

}  // namespace

DiscriminatorPasses::DiscriminatorPasses(Players& players, std::int64_t batch,
                                         const TrainingOptions& options, at::ScalarType products)
    : device_(players.discriminator->parameters().front().device()),
      batch_(batch),
      narrow_(products == at::kBFloat16),
      dropout_threshold_(dropout_threshold(players.discriminator->options().dropout)),
      kept_scale_(static_cast<float>(1 / (1 - players.discriminator->options().dropout))),
      hidden_(hidden_layers(players.discriminator, products)),
      last_(*players.discriminator->all<gan::Dense>().back(), at::kFloat),
      side_(device_, StreamUse::discriminator),
      optimizer_(players.discriminator_optimizer, parts(hidden_, last_), options) {
  const at::TensorOptions placed(device_);
  for (const Dense& layer : hidden_) {
    outputs_.push_back(at::empty({batch, layer.bias.size(0)}, placed.dtype(products)));
    gradients_.push_back(at::empty_like(outputs_.back()));
  }
  losses_ = at::empty({batch}, placed.dtype(at::kFloat));
  logits_ = at::empty_like(losses_);
  logit_gradients_ = at::empty_like(losses_);
}

void DiscriminatorPasses::refresh() {
  for (Dense& layer : hidden_) layer.refresh();
}

template <class T>
void DiscriminatorPasses::forward(const at::Tensor& images, std::uint32_t pass,
                                  const RandomSource& random) {
  for (std::size_t i = 0; i < hidden_.size(); ++i) {
    const Dense& layer = hidden_[i];
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
  kernel.weight = last_.weight.data_ptr<float>();
  kernel.bias = last_.bias.data_ptr<float>();
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

template <class T>
void DiscriminatorPasses::compute_gradients(const at::Tensor& images,
                                            const LossTarget& loss_target) {
  head<T>(loss_target);
  side_.run([&] {
    close(loss_target, optimizer_.begin_step(), last_.bias_gradient.data_ptr<float>());
    HeadGradients<T> kernel{};
    kernel.input = outputs_.back().data_ptr<T>();
    kernel.input_gradient = gradients_.back().data_ptr<T>();
    kernel.logit_gradients = logit_gradients_.data_ptr<float>();
    kernel.rows = batch_;
    kernel.columns = outputs_.back().size(1);
    kernel.weight_gradient = last_.weight_gradient.data_ptr<float>();
    kernel.bias_gradient = hidden_.back().bias_gradient.data_ptr<float>();
    run(kernel, device_);
  });
  for (std::size_t i = hidden_.size() - 1; i > 0; --i) {
    side_.run([&] { hidden_[i].compute_weight_gradient(gradients_[i], outputs_[i - 1]); });
    hidden_[i].backward(gradients_[i], gradients_[i - 1]);
    hidden_backward<T>(i - 1, hidden_[i - 1].bias_gradient.data_ptr<float>());
  }
  hidden_[0].compute_weight_gradient(gradients_[0], images);
}

template <class T>
void DiscriminatorPasses::compute_image_gradient(const at::Tensor& image_gradient) {
  for (std::size_t i = hidden_.size() - 1; i > 0; --i) {
    hidden_[i].backward(gradients_[i], gradients_[i - 1]);
    hidden_backward<T>(i - 1, nullptr);
  }
  hidden_[0].backward(gradients_[0], image_gradient);
}

void DiscriminatorPasses::update(const at::Tensor& images, const LossTarget& loss_target,
                                 std::uint32_t pass, const RandomSource& random) {
  if (narrow_) {
    forward<c10::BFloat16>(images, pass, random);
    compute_gradients<c10::BFloat16>(images, loss_target);
  } else {
    forward<float>(images, pass, random);
    compute_gradients<float>(images, loss_target);
  }
  side_.join();
  optimizer_.step();
}

void DiscriminatorPasses::loss_of(const at::Tensor& images, const LossTarget& loss_target,
                                  std::uint32_t pass, const RandomSource& random, CloseUpdate close,
                                  const at::Tensor& image_gradient) {
  if (narrow_) {
    forward<c10::BFloat16>(images, pass, random);
    head<c10::BFloat16>(loss_target);
  } else {
    forward<float>(images, pass, random);
    head<float>(loss_target);
  }
  side_.run([&] { this->close(loss_target, close, /*bias_gradient=*/nullptr); });
  narrow_ ? compute_image_gradient<c10::BFloat16>(image_gradient)
          : compute_image_gradient<float>(image_gradient);
  side_.join();
}

}  // namespace gan::cuda
