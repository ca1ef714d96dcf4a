// Which of LibTorch's operators on a GPU are the CPU's: all but those that move no data, and those
// whose launches are modelled because graphs or their launches hold them.
#include <algorithm>
#include <string>

#include <ATen/Context.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>
#include <ATen/ops/copy_native.h>
#include <ATen/ops/fill_native.h>
#include <c10/cuda/CUDAGraphsC10Utils.h>
#include <c10/cuda/CUDAGuard.h>
#include <torch/library.h>

#include "cpu_operator.h"

namespace gan::pretend {
namespace {

bool captures() {
  return c10::cuda::currentStreamCaptureStatusMayInitCtx() != c10::cuda::CaptureStatus::None;
}

// Fills are launched, as those of a graph's seed and offset before each replay.
void fill(const c10::OperatorHandle& op, c10::DispatchKeySet keys, torch::jit::Stack* stack) {
  at::Tensor self = torch::jit::peek(*stack, 0, 2).toTensor();
  constexpr at::ScalarType kLaunched[] = {at::kLong, at::kDouble, at::kFloat, at::kByte,
                                          at::kBFloat16};
  const bool launched = self.is_non_overlapping_and_dense() &&
                        std::count(std::begin(kLaunched), std::end(kLaunched), self.scalar_type());
  if (!launched) return run_on_cpu(op, keys, stack);
  const c10::cuda::CUDAGuard guard(self.device());
  at::native::fill_(self, torch::jit::peek(*stack, 1, 2).toScalar());
  torch::jit::drop(*stack, 2);
  torch::jit::push(*stack, self);
}

// Copies of bytes are enqueued; others would be kernels.
void copy(const c10::OperatorHandle& op, c10::DispatchKeySet keys, torch::jit::Stack* stack) {
  at::Tensor self = torch::jit::peek(*stack, 0, 3).toTensor();
  const at::Tensor from = torch::jit::peek(*stack, 1, 3).toTensor();
  const bool bytes = self.scalar_type() == from.scalar_type() && self.sizes() == from.sizes() &&
                     self.is_contiguous() && from.is_contiguous();
  if (!bytes && !captures()) return run_on_cpu(op, keys, stack);
  at::native::copy_(self, from, torch::jit::peek(*stack, 2, 3).toBool());
  torch::jit::drop(*stack, 3);
  torch::jit::push(*stack, self);
}

bool stays(const c10::OperatorName& name) {
  static const char* const kNames[] = {
      "aten::empty",   "aten::empty_strided",   "aten::resize_",     "aten::set_",
      "aten::mm",      "aten::zero_",           "aten::_pin_memory", "aten::is_pinned",
      "aten::fill_",   "aten::copy_",           "aten::is_set_to",   "aten::record_stream",
      "aten::resize_", "aten::_resize_output_",
  };
  return std::find(std::begin(kNames), std::end(kNames), name.name) != std::end(kNames);
}

bool is_view(const c10::FunctionSchema& schema) {
  return std::any_of(schema.returns().begin(), schema.returns().end(), [](const auto& result) {
    return result.alias_info() != nullptr && !result.alias_info()->isWrite();
  });
}

// LibTorch says once that an operator was there before.
class NoWarnings : public c10::WarningHandler {
  void process(const c10::Warning&) override {}
};

struct Table {
  Table() {
    static NoWarnings silent;
    const c10::WarningUtils::WarningHandlerGuard guard(&silent);
    c10::Dispatcher& dispatcher = c10::Dispatcher::singleton();
    for (const c10::OperatorName& name :
         dispatcher.getRegistrationsForDispatchKey(c10::DispatchKey::CUDA)) {
      const auto op = dispatcher.findSchema(name);
      if (!op || op->schema().getNamespace().value_or("") != "aten") continue;
      if (stays(name) || is_view(op->schema())) continue;
      add<&run_on_cpu>(name);
    }
    add<&fill>({"aten::fill_", "Scalar"});
    add<&run_on_cpu>({"aten::fill_", "Tensor"});
    add<&copy>({"aten::copy_", ""});
    // There is no pretend cuDNN; LibTorch's own kernels do the same.
    at::globalContext().setUserEnabledCuDNN(false);
  }

  template <c10::BoxedKernel::BoxedKernelFunction_withDispatchKeys* kernel>
  void add(const c10::OperatorName& name) {
    const std::string base = name.name.substr(name.name.find("::") + 2);
    const std::string full = name.overload_name.empty() ? base : base + "." + name.overload_name;
    library.impl(full.c_str(), torch::CppFunction::makeFromBoxedFunction<kernel>());
  }

  torch::Library library{torch::Library::IMPL, "aten", c10::DispatchKey::CUDA, __FILE__, __LINE__};
};

// Never destroyed, so that LibTorch's end finds it whole.
const auto* const table = new Table;

}  // namespace
}  // namespace gan::pretend
