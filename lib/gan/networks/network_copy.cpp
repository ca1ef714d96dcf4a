#include "gan/networks/network_copy.h"

#include "gan/device/random_state.h"
#include "gan/networks/named_tensors.h"

namespace gan {
namespace {

template <class Network, class Options>
Network copied(const Network& from, const Options& options) {
  // Drawing the new network's initial weights must not change the training's random numbers.
  const at::Tensor numbers = random_state(c10::kCPU);
  Network copy(options, from->image(), from->architecture(), from->classes());
  set_random_state(c10::kCPU, numbers);
  copy->to(from->parameters().front().device());
  assign_tensors(*copy, named_tensors(*from), "", Error("copying a network"));
  return copy;
}

}  // namespace

Generator copy_of(const Generator& generator) {
  return copied(generator, generator->options());
}

Discriminator copy_of(const Discriminator& discriminator, double dropout) {
  DiscriminatorOptions options = discriminator->options();
  options.dropout = dropout;
  return copied(discriminator, options);
}

}  // namespace gan
