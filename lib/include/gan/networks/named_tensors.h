// A network's tensors by name.
#pragma once

#include <map>
#include <string>

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>

#include "gan/base/error.h"

namespace gan {

using NamedTensors = std::map<std::string, at::Tensor>;

// The parameters and moving statistics as LibTorch names them (dense1.weight), behind `prefix`.
// They share the network's memory.
NamedTensors named_tensors(const torch::nn::Module& network, const std::string& prefix = "");

// Copies on the CPU.
NamedTensors copies_of(const NamedTensors& tensors);

// The tensor of that name. Throws `wrong`, with what was expected and found, where there is none of
// the shape and type of `like`.
const at::Tensor& find_tensor(const NamedTensors& tensors, const std::string& name,
                              const at::Tensor& like, const Error& wrong);

// Copies into the network what `values` has for each of its tensors, behind `prefix`. Throws,
// before it copies, as find_tensor() does.
void assign_tensors(torch::nn::Module& network, const NamedTensors& values,
                    const std::string& prefix, const Error& wrong);

}  // namespace gan
