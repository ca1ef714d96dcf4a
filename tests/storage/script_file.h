// TorchScript modules of a few lines, made here.
#pragma once

#include <string>

#include <torch/script.h>

namespace gan::test {

// With these lines as the body of forward(self, INPUTS), and a parameter w.
inline torch::jit::Module script_module(const std::string& body,
                                        const at::Tensor& weights = at::Tensor(),
                                        const std::string& inputs = "x: Tensor") {
  torch::jit::Module module("M");
  if (weights.defined()) module.register_parameter("w", weights, /*is_buffer=*/false);
  module.define("def forward(self, " + inputs + "):\n    " + body + "\n");
  return module;
}

}  // namespace gan::test
