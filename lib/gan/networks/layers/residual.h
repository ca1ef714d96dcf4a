// A layer that adds what two lists of layers make of the same input.
#pragma once

#include "gan/networks/layers/layers.h"

namespace gan {

// main(x) + shortcut(x) (He et al. 2016, section 3.2); an empty shortcut gives x itself.
class Residual : public Layer {
 public:
  // Throws Error where the two end in different shapes.
  Residual(const Shape& input, const Layers& main, const Layers& shortcut);

  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "block"; }
  std::string keras_name() const override { return "Add"; }
  std::string script() const override;
  std::vector<LayerSummary> rows(const std::string& name) const override;

 private:
  std::shared_ptr<Layers> main_, shortcut_;
};

}  // namespace gan
