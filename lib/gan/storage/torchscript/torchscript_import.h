// TorchScript files, checked before they are loaded.
#pragma once

#include <string>

#include <torch/csrc/jit/api/module.h>

namespace gan {

// Loads the file to the CPU. Throws Error if it is missing, damaged (zip_check.h), not a
// TorchScript archive (with its kind, network_kind.h), or of a version that this LibTorch cannot
// read. A TorchScript file can run code when loaded: load trusted files only.
torch::jit::Module load_torchscript(const std::string& path);

// Whether the module's forward() requires labels after the latents, as a second tensor. Throws
// Error, naming `path`, unless it takes one or two tensors and requires nothing else (a count, a
// tuple).
bool takes_labels(const torch::jit::Module& module, const std::string& path);

}  // namespace gan
