// What the options ask of the tables of architectures, losses and penalties, which need LibTorch.
#include "gan/losses/losses.h"
#include "gan/networks/options.h"

namespace gan {

std::vector<std::string> architecture_names() {
  return {"mlp", "dcgan"};
}

Field architecture_field(std::string& architecture) {
  return Field("architecture", architecture, "").one_of(architecture_names());
}

void set_architecture_defaults(const std::string&, std::vector<Field>) {}

std::vector<Field> fields_read_by(const std::string& architecture, std::vector<Field> fields) {
  for (Field& field : fields)
    if (field.name() == "dropout") field.only_with("architecture", architecture, {"mlp"});
  return fields;
}

std::vector<std::string> loss_names() {
  return {"cross-entropy", "relativistic"};
}

std::string loss_help() {
  return "";
}

bool is_paired_loss(const std::string& name) {
  return name == "relativistic";
}

std::vector<PenaltyText> penalty_texts() {
  return {{"gradient_penalty", ""}, {"r1", ""}};
}

}  // namespace gan
