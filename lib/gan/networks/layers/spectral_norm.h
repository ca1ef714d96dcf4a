// Weights that stretch no input by more than 1.
#pragma once

#include <string>

#include <torch/nn/module.h>

namespace gan {

// Spectral normalisation (Miyato et al. 2018, algorithm 1): the weight, as a matrix with a row for
// each output, divided by its largest singular value, which one step of power iteration a training
// pass follows. The vector that it goes by is a statistic "u" of the layer, saved with it.
class SpectralNorm {
 public:
  // Draws and registers `u` where `wanted`; else does nothing at all.
  SpectralNorm(torch::nn::Module& layer, const at::Tensor& weight, bool wanted);

  // The normalised weight, differentiable; in training mode after a step of the iteration.
  at::Tensor of(const at::Tensor& weight, bool training);

  // The same in inference mode, as an expression of TorchScript.
  std::string script() const;

 private:
  at::Tensor u_;  // [outputs], of norm 1; undefined: not wanted
};

}  // namespace gan
