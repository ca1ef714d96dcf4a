// What the options need to know of the tables of losses and penalties, without LibTorch.
#pragma once

#include <string>
#include <vector>

namespace gan {

constexpr const char* kTutorialLoss = "cross-entropy";

std::vector<std::string> loss_names();
// "cross-entropy: the tutorial's; hinge: ...".
std::string loss_help();
// Whether it needs the logits of real and fake images at once. False for an unknown name.
bool is_paired_loss(const std::string& name);

struct PenaltyText {
  std::string name;  // of the option that is its weight
  std::string help;
};
std::vector<PenaltyText> penalty_texts();

}  // namespace gan
