// What the options need to know of the table of architectures, without LibTorch.
#pragma once

#include <string>
#include <vector>

#include "gan/base/field.h"

namespace gan {

constexpr const char* kTutorialArchitecture = "mlp";

std::vector<std::string> architecture_names();

// "mlp: fully connected, the tutorial's; dcgan: ...".
std::string architecture_help();

// Sets those of the fields that the architecture has a default of its own for.
void set_architecture_defaults(const std::string& architecture, std::vector<Field> fields);

// The same fields; those that this architecture does not read are marked as not in use.
std::vector<Field> fields_read_by(const std::string& architecture, std::vector<Field> fields);

}  // namespace gan
