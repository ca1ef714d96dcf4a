#include "gan/networks/layers/layers.h"

#include <algorithm>

#include "gan/device/vector_math.h"

namespace gan {

Layers& Layers::append(std::shared_ptr<Layer> layer, const std::string& name) {
  choose_vector_math();
  Entry entry{name, name, std::move(layer)};
  if (name.empty()) {
    const std::string base = entry.layer->base_name();
    const std::string number = std::to_string(++numbers_[base]);
    entry.name = base + number;
    entry.row_name = base + "_" + number;
  }
  register_module(entry.name, entry.layer);
  set_output_shape(entry.layer->output_shape());
  entries_.push_back(std::move(entry));
  return *this;
}

at::Tensor Layers::forward(const at::Tensor& input, const at::Tensor& labels) {
  at::Tensor x = input;
  for (const Entry& entry : entries_) x = entry.layer->forward(x, labels);
  return x;
}

bool Layers::is_conditional() const {
  return std::any_of(entries_.begin(), entries_.end(),
                     [](const Entry& entry) { return entry.layer->is_conditional(); });
}

std::string Layers::script() const {
  std::string text;
  for (const Entry& entry : entries_)
    text += has_tensors(*entry.layer) ? "    x = " + script_call(*entry.layer, entry.name) + "\n"
                                      : entry.layer->script();
  return text;
}

std::vector<LayerSummary> Layers::rows(const std::string& name) const {
  std::vector<LayerSummary> all;
  for (const Entry& entry : entries_)
    for (LayerSummary& row : entry.layer->rows((name.empty() ? "" : name + ".") + entry.row_name))
      all.push_back(std::move(row));
  return all;
}

bool has_tensors(const Layer& layer) {
  return !layer.parameters().empty() || !layer.buffers().empty();
}

}  // namespace gan
