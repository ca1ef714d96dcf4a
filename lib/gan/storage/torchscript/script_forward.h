// What a TorchScript module's forward() takes and returns.
#pragma once

#include <string>
#include <vector>

#include <torch/csrc/jit/api/module.h>

#include "gan/base/error.h"

namespace gan {

struct ForwardInput {
  std::string name, type;
  bool takes_tensor;
  bool has_default;
};

// The arguments of forward() after the module itself. Throws `wrong`, with the functions that the
// module has, if it has no forward().
std::vector<ForwardInput> forward_inputs(const torch::jit::Module& module, const Error& wrong);

// "forward(x: Tensor, noise: bool)"
std::string forward_text(const std::vector<ForwardInput>& inputs);

// The tensor that forward() returned: a list, tuple or dictionary of one tensor counts as that
// tensor. Throws `wrong`, with what was returned, for anything else.
at::Tensor only_tensor(const c10::IValue& output, const Error& wrong);

}  // namespace gan
