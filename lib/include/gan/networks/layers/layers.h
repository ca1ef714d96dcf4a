// A list of layers, which is a layer itself.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gan/networks/layers/layer.h"

namespace gan {

// One after the other, as Keras's Sequential:
//
//   Layers layers({100});
//   layers.add<Dense>(256).add<Relu>().add<BatchNorm>(0.99, 1e-3);
class Layers : public Layer {
 public:
  // `input`: the shape that the first layer takes.
  explicit Layers(Shape input) : Layer(std::move(input)) {}

  // Appends a layer L, made for the last one's output shape. Its name is L's base name and the next
  // number: a second Dense is dense2.
  template <class L, class... Arguments>
  Layers& add(Arguments&&... arguments) {
    return append(std::make_shared<L>(output_shape(), std::forward<Arguments>(arguments)...), "");
  }
  // The same with a given name, which must be unique in the list.
  template <class L, class... Arguments>
  Layers& add_as(const std::string& name, Arguments&&... arguments) {
    return append(std::make_shared<L>(output_shape(), std::forward<Arguments>(arguments)...), name);
  }

  at::Tensor forward(const at::Tensor& input) override { return Layers::forward(input, {}); }
  at::Tensor forward(const at::Tensor& input, const at::Tensor& labels) override;
  bool is_conditional() const override;
  std::string base_name() const override { return "layers"; }
  std::string keras_name() const override { return "Sequential"; }
  std::string script() const override;
  // The rows of its layers. In a list within a list, their names begin with that list's name.
  std::vector<LayerSummary> rows(const std::string& name) const override;

  // All layers of type L, in order.
  template <class L>
  std::vector<std::shared_ptr<L>> all() const {
    std::vector<std::shared_ptr<L>> found;
    for (const Entry& entry : entries_)
      if (auto layer = std::dynamic_pointer_cast<L>(entry.layer)) found.push_back(std::move(layer));
    return found;
  }

 private:
  struct Entry {
    std::string name;      // of the module: dense1
    std::string row_name;  // in the summary: dense_1
    std::shared_ptr<Layer> layer;
  };

  Layers& append(std::shared_ptr<Layer> layer, const std::string& name);

  std::vector<Entry> entries_;
  std::map<std::string, int> numbers_;  // the last number of each base name
};

// Whether a layer, or a layer within it, has parameters or moving statistics.
bool has_tensors(const Layer& layer);

}  // namespace gan
