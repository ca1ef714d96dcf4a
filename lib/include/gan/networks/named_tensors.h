// A network's tensors by name.
#pragma once

#include <map>
#include <string>

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>

#include "gan/base/error.h"

namespace gan {

using NamedTensors = std::map<std::string, at::Tensor>;

// The parameters and moving statistics, by `prefix` and LibTorch's name (dense1.weight). They share
// the network's memory.
NamedTensors named_tensors(const torch::nn::Module& network, const std::string& prefix = "");

// Copies on the CPU.
NamedTensors copies_of(const NamedTensors& tensors);

// The tensor of that name. Throws `wrong`, with what was expected and found, where it is missing or
// has another shape or type than `like`.
const at::Tensor& find_tensor(const NamedTensors& tensors, const std::string& name,
                              const at::Tensor& like, const Error& wrong);

// Copies `values` into the network's tensors, found by `prefix` and name. Throws as find_tensor()
// does, before it copies any.
void assign_tensors(torch::nn::Module& network, const NamedTensors& values,
                    const std::string& prefix, const Error& wrong);

}  // namespace gan
