#include "gan/engines/cuda/mlp/adam.h"

#include <algorithm>

#include <ATen/Functions.h>

#include "gan/base/error.h"
#include "gan/engines/cuda/mlp/launch.h"
#include "gan/math/adam_math.h"

namespace gan::cuda {

Adam::Adam(KerasAdam& optimizer, std::vector<Part> parts, const TrainingOptions& options)
    : optimizer_(optimizer), parts_(std::move(parts)), options_(options) {
  std::int64_t steps = 0;
  for (const Part& part : parts_) {
    torch::optim::AdamParamState& state = optimizer_.state_of(part.weight);
    means_.push_back(state.exp_avg());
    squares_.push_back(state.exp_avg_sq());
    steps = state.step();
    if (part.gradient.scalar_type() == at::kBFloat16) products_ = at::kBFloat16;
    for (const at::Tensor& tensor : {part.weight, part.gradient, means_.back(), squares_.back()})
      if (!tensor.is_contiguous() || tensor.numel() != part.weight.numel())
        throw Error("preparing the training").expected("contiguous parameters");
  }
  const at::Device device = parts_.front().weight.device();
  steps_ = at::full({1}, steps, at::TensorOptions(device).dtype(at::kLong));
  step_ = at::zeros({sizeof(AdamStep)}, at::TensorOptions(device).dtype(at::kByte));
  with_type(products_, [&](auto number) { make_chunks<decltype(number)>(); });
}

std::vector<Adam::Part> Adam::parts_of(const std::vector<Dense>& layers) {
  std::vector<Part> parts;
  for (const Dense& layer : layers) {
    const bool narrow = !layer.product_weight.is_same(layer.weight);
    parts.push_back(
        {layer.weight, layer.weight_gradient, narrow ? layer.product_weight : at::Tensor()});
    parts.push_back({layer.bias, layer.bias_gradient, {}});
  }
  return parts;
}

template <class T>
void Adam::make_chunks() {
  std::vector<AdamChunk<T>> chunks;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    const bool wide = part.gradient.scalar_type() == at::kFloat;
    for (std::int64_t begin = 0; begin < part.weight.numel(); begin += kAdamChunk) {
      AdamChunk<T> chunk{};
      chunk.weight = part.weight.data_ptr<float>() + begin;
      chunk.mean = means_[i].data_ptr<float>() + begin;
      chunk.square = squares_[i].data_ptr<float>() + begin;
      if (wide)
        chunk.gradient = part.gradient.data_ptr<float>() + begin;
      else
        chunk.narrow_gradient = part.gradient.data_ptr<T>() + begin;
      if (part.narrow_weight.defined())
        chunk.narrow_weight = part.narrow_weight.data_ptr<T>() + begin;
      chunk.size = std::min(kAdamChunk, part.weight.numel() - begin);
      chunks.push_back(chunk);
    }
  }
  chunk_count_ = static_cast<std::int64_t>(chunks.size());
  const auto bytes = static_cast<std::int64_t>(chunks.size() * sizeof chunks[0]);
  chunks_ = at::from_blob(chunks.data(), {bytes}, at::kByte)
                .to(steps_.device(), /*non_blocking=*/false, /*copy=*/true);
}

CloseUpdate Adam::begin_step() const {
  CloseUpdate update{};
  update.steps = steps_.data_ptr<std::int64_t>();
  update.learning_rate = options_.learning_rate;
  update.beta1 = options_.adam_beta1;
  update.beta2 = options_.adam_beta2;
  update.epsilon = options_.adam_epsilon;
  update.step = reinterpret_cast<AdamStep*>(step_.data_ptr<std::uint8_t>());
  return update;
}

void Adam::step() const {
  with_type(products_, [&](auto number) {
    using T = decltype(number);
    const auto* chunks = reinterpret_cast<const AdamChunk<T>*>(chunks_.data_ptr<std::uint8_t>());
    const auto* step = reinterpret_cast<const AdamStep*>(step_.data_ptr<std::uint8_t>());
    run(AdamUpdate<T>{chunks, chunk_count_, step}, steps_.device());
  });
}

void Adam::store_steps() {
  optimizer_.set_steps(steps_.item<std::int64_t>());
}

std::vector<at::Tensor> Adam::changing() const {
  std::vector<at::Tensor> tensors = {steps_};
  for (std::size_t i = 0; i < parts_.size(); ++i)
    tensors.insert(tensors.end(), {parts_[i].weight, means_[i], squares_[i]});
  return tensors;
}

}  // namespace gan::cuda
