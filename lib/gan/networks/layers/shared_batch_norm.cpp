#include "gan/networks/layers/shared_batch_norm.h"

#include <optional>
#include <utility>
#include <vector>

#include <torch/autograd.h>
#include <torch/types.h>
#include <torch/utils.h>

namespace gan {
namespace {

using Tensors = torch::autograd::variable_list;

// [features] as [1, features, 1, ...], to go with `like`.
at::Tensor per_feature(const at::Tensor& values, const at::Tensor& like) {
  std::vector<std::int64_t> sizes(static_cast<std::size_t>(like.dim()), 1);
  sizes[1] = values.numel();
  return values.view(sizes);
}

// Several times as fast on a CPU as torch::var_mean.
BatchStatistics statistics_of(const at::Tensor& input) {
  const auto [mean, variance] = torch::batch_norm_update_stats(input, {}, {}, /*momentum=*/0);
  return {mean, variance};
}

// std::function as autograd's context can keep it.
struct Gather : torch::CustomClassHolder {
  explicit Gather(decltype(SharedBatch::gather) g) : gather(std::move(g)) {}
  decltype(SharedBatch::gather) gather;
};

class SharedBatchNorm : public torch::autograd::Function<SharedBatchNorm> {
 public:
  static Tensors forward(torch::autograd::AutogradContext* context, const at::Tensor& input,
                         const std::optional<at::Tensor>& weight,
                         const std::optional<at::Tensor>& bias, double epsilon,
                         const SharedBatch& batch) {
    const auto [mean, variance] = of_whole_batch(statistics_of(input), batch);
    const at::Tensor output =
        std::get<0>(torch::native_batch_norm(input, weight, bias, mean, variance,
                                             /*training=*/false, /*momentum=*/0, epsilon));
    context->save_for_backward({input, weight.value_or(at::Tensor()), mean, variance});
    context->saved_data["epsilon"] = epsilon;
    context->saved_data["values"] = input[0].numel() / mean.numel() * batch.part.whole;
    context->saved_data["gather"] =
        c10::IValue::make_capsule(c10::make_intrusive<Gather>(batch.gather));
    context->mark_non_differentiable({mean, variance});
    return {output, mean, variance};
  }

  static Tensors backward(torch::autograd::AutogradContext* context, const Tensors& gradients) {
    const Tensors saved = context->get_saved_variables();
    const at::Tensor &input = saved[0], &weight = saved[1], &mean = saved[2], &variance = saved[3];
    const double epsilon = context->saved_data["epsilon"].toDouble();
    const std::int64_t values = context->saved_data["values"].toInt();
    const auto batch = context->saved_data["gather"].toCapsule();

    // As if the statistics were constants; then what depends on them.
    auto [gradient, by_weight, by_bias] =
        torch::native_batch_norm_backward(gradients[0], input, weight, mean, variance, {}, {},
                                          /*train=*/false, epsilon, {true, true, true});
    const at::Tensor means = static_cast<const Gather&>(*batch)
                                 .gather(torch::stack({by_bias, by_weight}))
                                 .sum(0)
                                 .div_(static_cast<double>(values));
    const at::Tensor inverse_deviation = (variance + epsilon).rsqrt();
    const at::Tensor scale = weight.defined() ? inverse_deviation * weight : inverse_deviation;
    const at::Tensor slope = -means[1] * inverse_deviation * scale;
    gradient.addcmul_(input - per_feature(mean, input), per_feature(slope, input))
        .sub_(per_feature(means[0] * scale, input));
    if (!weight.defined()) by_weight = by_bias = at::Tensor();
    return {gradient, by_weight, by_bias, {}, {}};
  }
};

}  // namespace

BatchStatistics of_whole_batch(const BatchStatistics& of_part, const SharedBatch& batch) {
  const auto& [mean, variance] = of_part;
  const at::Tensor count = torch::full_like(mean, static_cast<double>(batch.part.count));

  const at::Tensor parts = batch.gather(torch::stack({mean, variance, count}));  // [parts, 3, ...]
  const at::Tensor shares = parts.select(1, 2) / static_cast<double>(batch.part.whole);
  const at::Tensor means = parts.select(1, 0);
  const at::Tensor whole = (means * shares).sum(0);
  return {whole, ((parts.select(1, 1) + (means - whole).square()) * shares).sum(0)};
}

std::tuple<at::Tensor, at::Tensor, at::Tensor> shared_batch_norm(const at::Tensor& input,
                                                                 const at::Tensor& weight,
                                                                 const at::Tensor& bias,
                                                                 double epsilon,
                                                                 const SharedBatch& batch) {
  const auto given = [](const at::Tensor& tensor) {
    return tensor.defined() ? std::optional<at::Tensor>(tensor) : std::nullopt;
  };
  const Tensors results = SharedBatchNorm::apply(input, given(weight), given(bias), epsilon, batch);
  return {results[0], results[1], results[2]};
}

}  // namespace gan
