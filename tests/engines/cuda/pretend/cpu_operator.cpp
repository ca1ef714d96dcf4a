#include "cpu_operator.h"

#include <map>
#include <mutex>
#include <optional>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Functions.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>
#include <ATen/cuda/CUDAGeneratorImpl.h>
#include <c10/cuda/CUDAGraphsC10Utils.h>
#include <c10/cuda/CUDAGuard.h>

#include "failure.h"
#include "settings.h"

namespace gan::pretend {
namespace {

// Stands for a GPU's random numbers: LibTorch's default ones on the CPU, begun anew from the seed
// and offset of the GPU's, for as long as this lives.
class RandomNumbers {
 public:
  explicit RandomNumbers(const std::optional<at::Generator>& given) : cpu_(default_cpu()) {
    at::Generator gpu =
        given ? *given : at::cuda::detail::getDefaultCUDAGenerator(c10::cuda::current_device());
    const std::lock_guard<std::mutex> lock(gpu.mutex());
    const at::PhiloxCudaState state =
        at::check_generator<at::CUDAGeneratorImpl>(gpu)->philox_cuda_state(4);
    const std::lock_guard<std::mutex> cpu_lock(cpu_.mutex());
    before_ = cpu_.get_state();
    cpu_.set_current_seed(state.seed_.val * 0x9E3779B97F4A7C15U + state.offset_.val);
  }
  ~RandomNumbers() {
    const std::lock_guard<std::mutex> lock(cpu_.mutex());
    cpu_.set_state(before_);
  }
  RandomNumbers(const RandomNumbers&) = delete;
  RandomNumbers& operator=(const RandomNumbers&) = delete;

 private:
  static at::Generator default_cpu() { return at::detail::getDefaultCPUGenerator(); }
  at::Generator cpu_;
  at::Tensor before_;
};

// The arguments of one call for the CPU, and what its results are on the GPU.
class Call {
 public:
  explicit Call(std::optional<c10::Device> device) : device_(device) {}

  const std::optional<at::Generator>& generator() const { return generator_; }

  at::IValue for_cpu(const at::IValue& value) {
    if (value.isTensor()) return view(value.toTensor());
    if (value.isTensorList()) {
      c10::List<at::Tensor> views;
      for (const at::Tensor& tensor : value.toTensorVector()) views.push_back(view(tensor));
      return views;
    }
    if (value.isOptionalTensorList()) {
      c10::List<std::optional<at::Tensor>> views;
      for (const std::optional<at::Tensor>& tensor : value.toOptionalTensorVector())
        views.push_back(tensor ? std::optional(view(*tensor)) : std::nullopt);
      return views;
    }
    if (value.isDevice() && value.toDevice().is_cuda()) return c10::Device(c10::kCPU);
    if (!value.isGenerator()) return value;
    generator_ = value.toGenerator();
    return {};
  }

  at::IValue for_gpu(const at::IValue& value) const {
    if (value.isTensor()) return placed(value.toTensor());
    if (!value.isTensorList()) return value;
    c10::List<at::Tensor> tensors;
    for (const at::Tensor& tensor : value.toTensorVector()) tensors.push_back(placed(tensor));
    return tensors;
  }

  // Gives outputs that were empty what they are now.
  void fill_empty() const {
    for (const auto& [impl, both] : given_)
      if (both.gpu.numel() == 0 && both.cpu.numel() > 0) {
        both.gpu.resize_(both.cpu.sizes());
        over_same_memory(both.gpu).copy_(both.cpu);
      }
  }

 private:
  struct Both {
    at::Tensor cpu, gpu;
  };

  static at::Tensor over_same_memory(const at::Tensor& gpu) {
    const auto options = gpu.options().device(c10::kCPU);
    if (gpu.numel() == 0) return at::empty(gpu.sizes(), options);
    return at::from_blob(gpu.data_ptr(), gpu.sizes(), gpu.strides(), options);
  }

  at::Tensor view(const at::Tensor& tensor) {
    if (!tensor.defined() || !tensor.is_cuda()) return tensor;
    at::Tensor cpu = over_same_memory(tensor);
    given_[cpu.unsafeGetTensorImpl()] = {cpu, tensor};
    return cpu;
  }

  at::Tensor placed(const at::Tensor& cpu) const {
    if (!cpu.defined() || !cpu.is_cpu() || !device_) return cpu;
    const auto found = given_.find(cpu.unsafeGetTensorImpl());
    if (found != given_.end()) return found->second.gpu;
    at::Tensor gpu = at::empty_strided(cpu.sizes(), cpu.strides(), cpu.options().device(*device_));
    over_same_memory(gpu).copy_(cpu);
    return gpu;
  }

  std::optional<c10::Device> device_;
  std::optional<at::Generator> generator_;
  std::map<const c10::TensorImpl*, Both> given_;
};

std::optional<c10::Device> device_of(at::ArrayRef<at::IValue> arguments) {
  for (const at::IValue& argument : arguments) {
    if (argument.isTensor() && argument.toTensor().defined() && argument.toTensor().is_cuda())
      return argument.toTensor().device();
    if (argument.isTensorList())
      for (const at::Tensor& tensor : argument.toTensorVector())
        if (tensor.is_cuda()) return tensor.device();
    if (argument.isDevice() && argument.toDevice().is_cuda()) return argument.toDevice();
  }
  return std::nullopt;
}

}  // namespace

void run_on_cpu(const c10::OperatorHandle& op, c10::DispatchKeySet, torch::jit::Stack* stack) {
  const std::size_t count = op.schema().arguments().size();
  const std::size_t first = stack->size() - count;
  const auto device = device_of(at::ArrayRef<at::IValue>(*stack).slice(first));
  const c10::cuda::OptionalCUDAGuard guard(device);
  const at::AutoDispatchBelowADInplaceOrView below_autograd;

  if (c10::cuda::currentStreamCaptureStatusMayInitCtx() != c10::cuda::CaptureStatus::None)
    fail(op.schema().name() + " in a capture is not modelled");
  if (fails("no_image"))
    TORCH_CHECK(false, "CUDA error: no kernel image is available for execution on the device");
  c10::cuda::getCurrentCUDAStream().synchronize();

  Call call(device);
  for (std::size_t i = first; i < stack->size(); ++i) (*stack)[i] = call.for_cpu((*stack)[i]);
  {
    std::optional<RandomNumbers> random;
    if (op.hasTag(at::Tag::nondeterministic_seeded)) random.emplace(call.generator());
    op.callBoxed(stack);
  }
  call.fill_empty();
  for (std::size_t i = first; i < stack->size(); ++i) (*stack)[i] = call.for_gpu((*stack)[i]);
}

}  // namespace gan::pretend
