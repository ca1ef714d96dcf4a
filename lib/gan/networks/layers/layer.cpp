#include "gan/networks/layers/layer.h"

#include <nlohmann/json.hpp>

#include "gan/base/error.h"

namespace gan {
namespace {

// 1 GiB of float32: more than these networks need, and not too much for a machine.
constexpr std::int64_t kMostWeights = std::int64_t{1} << 28;

}  // namespace

std::string batch_text(const Shape& shape) {
  std::string text = "(None";
  for (const std::int64_t size : shape) text += ", " + std::to_string(size);
  return text + ")";
}

at::Tensor Layer::forward(const at::Tensor& input, const at::Tensor&) {
  return forward(input);
}

void share_batch(torch::nn::Module& network, const SharedBatch& batch) {
  for (const std::shared_ptr<torch::nn::Module>& module : network.modules())
    if (const auto layer = std::dynamic_pointer_cast<Layer>(module)) layer->share(batch);
}

std::vector<LayerSummary> Layer::rows(const std::string& name) const {
  if (keras_name().empty()) return {};
  std::int64_t count = 0;
  for (const at::Tensor& parameter : parameters()) count += parameter.numel();
  for (const at::Tensor& statistic : buffers()) count += statistic.numel();
  return {{name + " (" + keras_name() + ")", batch_text(output_), count}};
}

void check_dimensions(const std::string& layer, const Shape& input, std::size_t dimensions) {
  if (input.size() != dimensions)
    throw Error("building a network")
        .at("layer " + layer)
        .expected("input of " + std::to_string(dimensions) + " dimensions")
        .found(batch_text(input));
}

std::int64_t size_of(const Shape& shape) {
  std::int64_t size = 1;
  for (const std::int64_t length : shape) size *= length;
  return size;
}

std::string script_call(const Layer& layer, const std::string& name) {
  return "self." + name + ".forward(x" + (layer.is_conditional() ? ", labels)" : ")");
}

std::string script_literal(double value) {
  return nlohmann::json(value).dump();
}

void check_weights(const std::string& layer, std::int64_t inputs, std::int64_t outputs) {
  if (inputs > kMostWeights / outputs)
    throw Error("building a network")
        .expected("layers of at most " + std::to_string(kMostWeights) + " weights")
        .found("a " + layer + " of " + std::to_string(inputs) + " × " + std::to_string(outputs))
        .hint("smaller images (--size) or smaller networks have fewer");
}

}  // namespace gan
