// A layer that adds the outputs of two lists of layers.
#pragma once

#include "gan/networks/layers/layers.h"

namespace gan {

// main(x) + shortcut(x) (He et al. 2016, section 3.2); an empty shortcut gives x itself.
class Residual : public Layer {
 public:
  // Throws Error where their output shapes differ.
  Residual(const Shape& input, const Layers& main, const Layers& shortcut);

  at::Tensor forward(const at::Tensor& input) override { return forward(input, {}); }
  at::Tensor forward(const at::Tensor& input, const at::Tensor& labels) override;
  bool is_conditional() const override;
  std::string base_name() const override { return "block"; }
  std::string keras_name() const override { return "Add"; }
  std::string script() const override;
  std::vector<LayerSummary> rows(const std::string& name) const override;

 private:
  std::shared_ptr<Layers> main_, shortcut_;
};

}  // namespace gan
