#include "gan/engines/cpu/cpu_update.h"

#include <ATen/Functions.h>

namespace gan {

CpuUpdate::CpuUpdate(const torch::nn::Module& network, KerasAdam& optimizer,
                     const DataParallel& data_parallel, JobQueue& jobs)
    : optimizer_(optimizer),
      data_parallel_(data_parallel),
      jobs_(jobs),
      parameters_(network.parameters()) {
  if (data_parallel.is_alone()) return;
  std::int64_t count = 0;
  for (const at::Tensor& parameter : parameters_) count += parameter.numel();
  gradients_ = at::zeros({count});
  auto* place = gradients_.data_ptr<float>();
  for (const at::Tensor& parameter : parameters_) {
    places_[parameter.unsafeGetTensorImpl()] = place;
    place += parameter.numel();
  }
}

AdamFinish CpuUpdate::finish(const at::Tensor& parameter) const {
  AdamFinish finish = adam(parameter);
  if (gradients_.defined()) finish.gradient = places_.at(parameter.unsafeGetTensorImpl());
  return finish;
}

void CpuUpdate::end() {
  jobs_.run();
  if (!gradients_.defined()) return;
  data_parallel_.sum(gradients_);
  for (const at::Tensor& parameter : parameters_)
    jobs_.add(jobs_.kernels().stored_adam,
              {places_.at(parameter.unsafeGetTensorImpl()), parameter.numel(), adam(parameter)});
  jobs_.run();
}

AdamFinish CpuUpdate::adam(const at::Tensor& parameter) const {
  const torch::optim::AdamParamState& state = optimizer_.state_of(parameter);
  return {parameter.data_ptr<float>(), state.exp_avg().data_ptr<float>(),
          state.exp_avg_sq().data_ptr<float>(), step_};
}

}  // namespace gan
