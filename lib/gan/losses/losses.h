// Names and help of losses and penalties for the options, without LibTorch.
#pragma once

#include <string>
#include <vector>

namespace gan {

constexpr const char* kTutorialLoss = "cross-entropy";

std::vector<std::string> loss_names();
// "cross-entropy: the tutorial's; hinge: ...".
std::string loss_help();
// Whether the loss needs the logits of real and fake images at once. False for an unknown name.
bool is_paired_loss(const std::string& name);

struct PenaltyText {
  std::string name;  // also of the option that sets its weight
  std::string help;
};
std::vector<PenaltyText> penalty_texts();

}  // namespace gan
