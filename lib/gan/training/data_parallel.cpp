#include "gan/training/data_parallel.h"

#include <vector>

#include <ATen/Functions.h>
#include <ATen/core/LegacyTypeDispatch.h>

namespace gan {

at::Tensor DataParallel::weight_of(const at::Tensor& loss) const {
  return is_alone() ? at::Tensor() : at::full({}, part_.share(), loss.options());
}

void DataParallel::sum_gradients(const torch::nn::Module& network) {
  if (is_alone()) return;
  const std::vector<at::Tensor> parameters = network.parameters();
  // The places are to be plain tensors: zero_grad() cannot detach what autograd knows as a view.
  const at::AutoDispatchBelowADInplaceOrView below_autograd;
  std::int64_t count = 0;
  for (const at::Tensor& parameter : parameters)
    if (parameter.grad().defined()) count += parameter.numel();
  if (!flat_.defined() || flat_.numel() < count)
    flat_ = at::empty({count}, parameters.front().options());

  std::vector<at::Tensor> places;  // in `flat_`, laid out like the parameters
  std::int64_t first = 0;
  for (const at::Tensor& parameter : parameters) {
    const at::Tensor& gradient = parameter.grad();
    if (!gradient.defined()) continue;
    const at::Tensor row = flat_.narrow(0, first, parameter.numel());
    first += parameter.numel();
    places.push_back(row.as_strided(parameter.sizes(), parameter.strides(), row.storage_offset()));
    places.back().copy_(gradient);
    parameter.mutable_grad() = places.back();
  }
  sum(flat_.narrow(0, 0, count));
}

void DataParallel::sum(const at::Tensor& gradients) const {
  if (!is_alone()) group_->sum(gradients);
}

void DataParallel::average(const at::Tensor& means) const {
  if (is_alone()) return;
  means.mul_(part_.share());
  sum(means);
}

}  // namespace gan
