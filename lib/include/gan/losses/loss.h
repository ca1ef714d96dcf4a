// The losses that the two networks minimise.
#pragma once

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace gan {

// The discriminator's logits of real and of fake images, float32 [batch, 1] each. Either may be
// undefined.
struct Logits {
  at::Tensor real;
  at::Tensor fake;
};

// Both functions return a scalar, the mean over the batch, differentiable by the logits. To add a
// loss, write a pair of files that makes such an entry, and add a line to the table in losses.cpp.
struct Loss {
  std::string name;  // the value of --loss
  std::string help;  // what it is, in a few words

  // The discriminator's loss: its part on real images plus its part on fakes. Unless the loss is
  // `paired`, either logits may be undefined; that part is then left out.
  std::function<at::Tensor(const Logits&)> discriminator;
  // The generator's loss. Unless the loss is `paired`, it uses only the logits of fakes.
  std::function<at::Tensor(const Logits&)> generator;

  // Whether it compares each real image with a fake one, and so needs both logits at once.
  bool paired = false;
  // When the mean of the two parts is below this, the discriminator is never wrong, and the
  // generator no longer learns. -infinity: the loss has no such limit.
  double least_discriminator_loss = -std::numeric_limits<double>::infinity();
};

const std::vector<Loss>& losses();

// Throws Error (usage) for a name that is not in the table.
const Loss& loss_named(const std::string& name);

// For losses that are not paired: the sum of both parts, without a part whose logits are undefined.
template <class Real, class Fake>
at::Tensor sum_of_parts(const Logits& logits, const Real& real, const Fake& fake) {
  if (!logits.fake.defined()) return real(logits.real);
  if (!logits.real.defined()) return fake(logits.fake);
  return real(logits.real) + fake(logits.fake);
}

}  // namespace gan
