// The kernels of lib/gan/cuda, whose code runs on the host too.
#include <map>
#include <utility>

#include <c10/util/BFloat16.h>

#include "chance.h"
#include "gan/engines/cuda/mlp/discriminator_kernels.h"
#include "gan/engines/cuda/mlp/generator_kernels.h"
#include "gan/engines/cuda/mlp/input_kernels.h"
#include "gan/engines/cuda/mlp/kernel.h"
#include "gan/engines/cuda/mlp/output_filter_kernels.h"
#include "gan/engines/cuda/mlp/update_kernels.h"
#include "kernel.h"

namespace gan::pretend {
namespace {

template <class Kernel>
void run(const Kernel& kernel, cuda::Elements) {
  AnyOrder(kernel.count()).each([&](std::int64_t i) { kernel.at(i); });
}

// Sums are made in one order, as on a GPU.
template <class Kernel, class Lines>
void run(const Kernel& kernel, Lines) {
  AnyOrder(kernel.lines()).each([&](std::int64_t line) {
    auto state = kernel.begin(line);
    for (int pass = 0; pass < Kernel::kPasses; ++pass) {
      cuda::Sums sums{};
      for (std::int64_t i = kernel.sum_begin(); i < kernel.length(); ++i)
        sums = sums + kernel.term(pass, line, i, state);
      kernel.reduced(pass, line, state, sums, /*writer=*/true);
    }
    if constexpr (Kernel::kWrites)
      AnyOrder(kernel.length()).each([&](std::int64_t i) { kernel.write(line, i, state); });
  });
}

using MakeWork = Work (*)(void** arguments);

template <class Kernel>
Work make_work(void** arguments) {
  return [kernel = *static_cast<const Kernel*>(arguments[0])] {
    run(kernel, typename Kernel::Kind());
  };
}

using Makers = std::map<std::string, MakeWork>;

template <template <class> class Kernel>
void add(Makers& makers, const std::string& name) {
  makers[name + "<float>"] = &make_work<Kernel<float>>;
  makers[name + "<c10::BFloat16>"] = &make_work<Kernel<c10::BFloat16>>;
}

Makers all_makers() {
  Makers makers;
  add<cuda::GatherImages>(makers, "GatherImages");
  add<cuda::DrawLatents>(makers, "DrawLatents");
  add<cuda::ShiftImages>(makers, "ShiftImages");
  add<cuda::HiddenForward>(makers, "HiddenForward");
  add<cuda::Head>(makers, "Head");
  add<cuda::HeadGradients>(makers, "HeadGradients");
  add<cuda::HiddenBackward>(makers, "HiddenBackward");
  add<cuda::NormForward>(makers, "NormForward");
  add<cuda::NormBackward>(makers, "NormBackward");
  add<cuda::PixelsForward>(makers, "PixelsForward");
  add<cuda::PixelsBackward>(makers, "PixelsBackward");
  add<cuda::FilterPixels>(makers, "FilterPixels");
  add<cuda::AdamUpdate>(makers, "AdamUpdate");
  makers["CloseUpdate"] = &make_work<cuda::CloseUpdate>;
  makers["Probe"] = &make_work<cuda::Probe>;
  return makers;
}

// "KERNEL" of "... run_elements<gan::cuda::KERNEL>(gan::cuda::KERNEL)".
std::string kernel_in(const std::string& name) {
  const std::string before = "<gan::cuda::";
  const std::size_t begin = name.find(before), end = name.find(">(", begin);
  if (begin == std::string::npos || end == std::string::npos) return {};
  std::string kernel = name.substr(begin + before.size(), end - begin - before.size());
  while (!kernel.empty() && kernel.back() == ' ') kernel.pop_back();
  return kernel;
}

}  // namespace

Work gan_kernel(const std::string& name, void** arguments) {
  static const auto* const makers = new Makers(all_makers());
  const auto found = makers->find(kernel_in(name));
  return found == makers->end() ? Work() : found->second(arguments);
}

}  // namespace gan::pretend
