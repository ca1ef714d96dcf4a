#include "gan/losses/losses.h"

#include "gan/base/named_entries.h"
#include "gan/losses/cross_entropy.h"
#include "gan/losses/hinge.h"
#include "gan/losses/least_squares.h"
#include "gan/losses/loss.h"
#include "gan/losses/relativistic.h"
#include "gan/losses/wasserstein.h"

namespace gan {

const std::vector<Loss>& losses() {
  static const std::vector<Loss> table = {
      cross_entropy(), least_squares(), hinge(), wasserstein(), relativistic(),
  };
  return table;
}

const Loss& loss_named(const std::string& name) {
  return entry_named(losses(), name, Error::usage("preparing the training").at("--loss"));
}

std::vector<std::string> loss_names() {
  return names_of(losses());
}

std::string loss_help() {
  return help_of(losses());
}

bool is_paired_loss(const std::string& name) {
  for (const Loss& loss : losses())
    if (loss.name == name) return loss.paired;
  return false;
}

}  // namespace gan
