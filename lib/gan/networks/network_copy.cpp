#include "gan/networks/network_copy.h"

#include <mutex>

#include <ATen/CPUGeneratorImpl.h>
#include <torch/utils.h>

namespace gan {
namespace {

// A new network's first weights are drawn, which must not be seen in the training.
class KeptRandomState {
 public:
  KeptRandomState() : random_(at::detail::getDefaultCPUGenerator()) {
    const std::lock_guard<std::mutex> lock(random_.mutex());
    before_ = random_.get_state().clone();
  }
  ~KeptRandomState() {
    const std::lock_guard<std::mutex> lock(random_.mutex());
    random_.set_state(before_);
  }
  KeptRandomState(const KeptRandomState&) = delete;
  KeptRandomState& operator=(const KeptRandomState&) = delete;

 private:
  at::Generator random_;
  at::Tensor before_;
};

void take_over(torch::nn::Module& to, const torch::nn::Module& from) {
  const torch::NoGradGuard no_grad;
  to.to(from.parameters().front().device());
  const auto copy = [](const std::vector<at::Tensor>& values, std::vector<at::Tensor> copies) {
    for (std::size_t i = 0; i < copies.size(); ++i) copies[i].copy_(values[i]);
  };
  copy(from.parameters(), to.parameters());
  copy(from.buffers(), to.buffers());
}

}  // namespace

Generator copy_of(const Generator& generator) {
  const KeptRandomState kept;
  Generator copy(generator->options(), generator->image());
  take_over(*copy, *generator);
  return copy;
}

Discriminator copy_of(const Discriminator& discriminator, double dropout) {
  const KeptRandomState kept;
  DiscriminatorOptions options = discriminator->options();
  options.dropout = dropout;
  Discriminator copy(options, discriminator->image());
  take_over(*copy, *discriminator);
  return copy;
}

}  // namespace gan
