// The classes of a conditional network in TorchScript.
#pragma once

#include <string>
#include <vector>

#include <torch/csrc/jit/api/module.h>

namespace gan {

// The module's attribute `classes`, a list of names; else numbers from 0, as many as its attribute
// num_classes, n_classes or c_dim says; else none.
std::vector<std::string> script_classes(const torch::jit::Module& module);

}  // namespace gan
