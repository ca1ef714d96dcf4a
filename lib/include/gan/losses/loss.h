// What the two networks are trained to make small.
#pragma once

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace gan {

// The discriminator's logits of real and of fake images, float32 [batch, 1] each. One that is not
// at hand is undefined.
struct Logits {
  at::Tensor real;
  at::Tensor fake;
};

// Both functions return a scalar, mean over the batch, that can be differentiated by the logits. To
// add a loss: a pair of files that makes such an entry, and a line in the table of losses.cpp.
struct Loss {
  std::string name;  // as --loss takes it
  std::string help;  // what it is, in a few words

  // Of the discriminator: the sum of its part on real and of its part on fake images. Where the
  // loss is not `paired`, either may be undefined, and counts nothing then.
  std::function<at::Tensor(const Logits&)> discriminator;
  // Of the generator, by fake images alone where the loss is not `paired`.
  std::function<at::Tensor(const Logits&)> generator;

  // Whether it compares each real image with a fake one, and so wants both logits at once.
  bool paired = false;
  // Below this mean of its two parts, the discriminator is never wrong, and the generator learns
  // nothing more. A loss without such an end has none.
  double least_discriminator_loss = -std::numeric_limits<double>::infinity();
};

const std::vector<Loss>& losses();

// Throws Error (usage) for a name that is not in the table.
const Loss& loss_named(const std::string& name);

// The sum of what two functions make of the logits that are there: for losses that are not paired.
template <class Real, class Fake>
at::Tensor sum_of_parts(const Logits& logits, const Real& real, const Fake& fake) {
  if (!logits.fake.defined()) return real(logits.real);
  if (!logits.real.defined()) return fake(logits.fake);
  return real(logits.real) + fake(logits.fake);
}

}  // namespace gan
