#include "gan/networks/network_copy.h"

#include <mutex>

#include <ATen/CPUGeneratorImpl.h>

#include "gan/networks/named_tensors.h"

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

template <class Network>
Network taken_over(Network copy, const Network& from) {
  copy->to(from->parameters().front().device());
  assign_tensors(*copy, named_tensors(*from), "", Error("copying a network"));
  return copy;
}

}  // namespace

Generator copy_of(const Generator& generator) {
  const KeptRandomState kept;
  return taken_over(Generator(generator->options(), generator->image(), generator->architecture()),
                    generator);
}

Discriminator copy_of(const Discriminator& discriminator, double dropout) {
  const KeptRandomState kept;
  DiscriminatorOptions options = discriminator->options();
  options.dropout = dropout;
  return taken_over(Discriminator(options, discriminator->image(), discriminator->architecture()),
                    discriminator);
}

}  // namespace gan
