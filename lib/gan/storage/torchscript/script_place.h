// Where a TorchScript module computes, and in which floating type.
#pragma once

#include <vector>

#include <torch/csrc/jit/api/module.h>

namespace gan {

// All its tensors: parameters, buffers, those in lists, dictionaries and attributes, and the
// constants in its code, which are all that a frozen module has.
std::vector<at::Tensor> script_tensors(const torch::jit::Module& module);

// Moves all its tensors, where Module::to() moves parameters and buffers alone, and has its code
// and attributes name this device instead of the one that the script was made on. To be called
// before the module runs.
void place_script(torch::jit::Module& module, c10::Device device);

// Makes each tensor of another floating type float32.
void make_float32(const torch::jit::Module& module);

}  // namespace gan
