#include "gan/losses/losses.h"

#include "gan/base/error.h"
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
  std::string known;
  for (const Loss& loss : losses()) {
    if (loss.name == name) return loss;
    known += (known.empty() ? "" : ", ") + loss.name;
  }
  throw Error::usage("preparing the training").at("--loss").expected(known).found(name);
}

std::vector<std::string> loss_names() {
  std::vector<std::string> names;
  for (const Loss& loss : losses()) names.push_back(loss.name);
  return names;
}

std::string loss_help() {
  std::string text;
  for (const Loss& loss : losses())
    text += (text.empty() ? "" : "; ") + loss.name + ": " + loss.help;
  return text;
}

bool is_paired_loss(const std::string& name) {
  for (const Loss& loss : losses())
    if (loss.name == name) return loss.paired;
  return false;
}

}  // namespace gan
