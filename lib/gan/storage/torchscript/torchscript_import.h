// TorchScript files, checked before they are loaded.
#pragma once

#include <string>

#include <torch/csrc/jit/api/module.h>

namespace gan {

// Loads the file to the CPU. Throws Error where it is missing, damaged (zip_check.h), not a
// TorchScript archive (network_kind.h says what it is), or of a version that this LibTorch cannot
// read. TorchScript can run code of its own when loaded: for trusted files only.
torch::jit::Module load_torchscript(const std::string& path);

// Throws Error, naming `path`, for a module without a forward(), and for one whose forward() does
// not take one tensor and nothing else that must be given: labels, a count, a tuple.
void check_signature(const torch::jit::Module& module, const std::string& path);

}  // namespace gan
