// Sets where a TorchScript module computes, and in which floating type.
#pragma once

#include <vector>

#include <torch/csrc/jit/api/module.h>

namespace gan {

// All its tensors: parameters, buffers, those in lists, dictionaries and attributes, and the
// constants in its code; a frozen module has only constants.
std::vector<at::Tensor> script_tensors(const torch::jit::Module& module);

// Moves all its tensors; Module::to() moves only parameters and buffers. Also replaces the device
// in its code and attributes, which is the one that the script was made on. Call it before the
// module runs.
void place_script(torch::jit::Module& module, c10::Device device);

// Converts each tensor of another floating type to float32.
void make_float32(const torch::jit::Module& module);

}  // namespace gan
