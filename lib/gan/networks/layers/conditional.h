// What layers of conditional networks have in common.
#pragma once

#include <string>

#include "gan/networks/layers/layer.h"

namespace gan {

// A layer with a row of weights for each class.
class ConditionalLayer : public Layer {
 public:
  explicit ConditionalLayer(const Shape& output) : Layer(output) {}
  // Throws Error: it needs labels.
  at::Tensor forward(const at::Tensor& input) override { return forward(input, {}); }
  at::Tensor forward(const at::Tensor& input, const at::Tensor& labels) override = 0;
  bool is_conditional() const override { return true; }
};

// The row of `weight`, [classes, features], of each label: [batch, features], differentiable twice.
// Throws Error for labels that are not int64 [batch], and on the CPU for classes outside the table.
at::Tensor rows_of(const at::Tensor& weight, const at::Tensor& labels);

// The same in TorchScript, as an expression. `weight`: one, too, such as self.weight.
std::string rows_script(const std::string& weight);

}  // namespace gan
