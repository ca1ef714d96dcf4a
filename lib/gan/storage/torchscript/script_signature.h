// What a TorchScript module says of its inputs.
#pragma once

#include <string>

#include <torch/csrc/jit/api/module.h>

namespace gan {

// Throws Error, naming `path`, for a module without a forward(), and for one whose forward() does
// not take one tensor and nothing else that must be given: labels, a count, a tuple.
void check_signature(const torch::jit::Module& module, const std::string& path);

}  // namespace gan
