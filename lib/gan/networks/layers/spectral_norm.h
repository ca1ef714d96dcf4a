// Spectral normalisation of weights.
#pragma once

#include <string>

#include <torch/nn/module.h>

namespace gan {

// Spectral normalisation (Miyato et al. 2018, algorithm 1): divides the weight, as a matrix with a
// row for each output, by its largest singular value, so that it lengthens no input. Each training
// pass updates the estimate of that value by one step of power iteration. The iteration's vector is
// the layer's statistic "u", saved with it.
class SpectralNorm {
 public:
  // None: weights stay as they are.
  SpectralNorm() = default;
  // Draws `u` and registers it in `layer`.
  SpectralNorm(torch::nn::Module& layer, const at::Tensor& weight);

  // The normalised weight, differentiable; in training mode after a step of power iteration.
  at::Tensor of(const at::Tensor& weight, bool training);

  // The same of self.weight in inference mode, as an expression of TorchScript.
  std::string script() const;

 private:
  at::Tensor u_;  // [outputs], of norm 1; undefined: none
};

}  // namespace gan
