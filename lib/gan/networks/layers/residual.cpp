#include "gan/networks/layers/residual.h"

#include <torch/types.h>

#include "gan/base/error.h"

namespace gan {

Residual::Residual(const Shape& input, const Layers& main, const Layers& shortcut)
    : Layer(main.output_shape()),
      main_(register_module("main", std::make_shared<Layers>(main))),
      shortcut_(register_module("shortcut", std::make_shared<Layers>(shortcut))) {
  if (main.output_shape() != shortcut.output_shape())
    throw Error("building a network")
        .at("a residual block of " + batch_text(input))
        .expected("main and shortcut of the same output shape")
        .found(batch_text(main.output_shape()) + " and " + batch_text(shortcut.output_shape()));
}

at::Tensor Residual::forward(const at::Tensor& input, const at::Tensor& labels) {
  return main_->forward(input, labels) + shortcut_->forward(input, labels);
}

bool Residual::is_conditional() const {
  return main_->is_conditional() || shortcut_->is_conditional();
}

std::string Residual::script() const {
  const std::string shortcut =
      "    y = " + (has_tensors(*shortcut_) ? script_call(*shortcut_, "shortcut") : "x") + "\n";
  return shortcut + "    x = " + script_call(*main_, "main") + " + y\n";
}

std::vector<LayerSummary> Residual::rows(const std::string& name) const {
  std::vector<LayerSummary> all = shortcut_->rows(name + ".shortcut");
  for (LayerSummary& row : main_->rows(name + ".main")) all.push_back(std::move(row));
  all.push_back({name + " (Add)", batch_text(output_shape()), 0});
  return all;
}

}  // namespace gan
