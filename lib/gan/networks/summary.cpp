#include "gan/networks/summary.h"

#include <algorithm>

#include <torch/types.h>

#include "gan/base/text.h"

namespace gan {
namespace {

std::int64_t elements(const std::vector<at::Tensor>& tensors) {
  std::int64_t count = 0;
  for (const at::Tensor& tensor : tensors) count += tensor.numel();
  return count;
}

NetworkSummary summary_of(const std::string& title, const Layers& network) {
  return {title, network.rows(""), elements(network.parameters()), elements(network.buffers())};
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size() + 1, width), ' ');
  return text;
}

}  // namespace

NetworkSummary summarise(const Generator& generator) {
  return summary_of("Generator", *generator);
}

NetworkSummary summarise(const Discriminator& discriminator) {
  return summary_of("Discriminator", *discriminator);
}

NetworkSummary summarise_combined(const Generator& generator, const Discriminator& discriminator) {
  const NetworkSummary first = summarise(generator);
  const NetworkSummary second = summarise(discriminator);
  NetworkSummary summary;
  summary.title = "Generator and frozen discriminator";
  summary.layers = {
      {"latent (Input)", batch_text({generator->options().latent_dim}), 0},
      {"generator (Generator)", batch_text(generator->output_shape()), first.total()},
      {"discriminator (Discriminator)", batch_text(discriminator->output_shape()), second.total()}};
  summary.trainable = first.trainable;
  summary.non_trainable = first.non_trainable + second.total();
  return summary;
}

std::string to_text(const NetworkSummary& summary) {
  std::size_t name_width = 36, shape_width = 18, table_width = 66;
  for (const LayerSummary& layer : summary.layers) {
    name_width = std::max(name_width, layer.name.size() + 2);
    shape_width = std::max(shape_width, layer.output_shape.size() + 2);
  }
  table_width = std::max(table_width, name_width + shape_width + 10);
  const std::string line = std::string(table_width, '_') + "\n";
  std::string text = summary.title + "\n" + line + padded("Layer (type)", name_width) +
                     padded("Output Shape", shape_width) + "Param #\n" +
                     std::string(table_width, '=') + "\n";
  for (const LayerSummary& layer : summary.layers)
    text += padded(layer.name, name_width) + padded(layer.output_shape, shape_width) +
            count_text(layer.parameters) + "\n";
  return text + line + "Total params: " + count_text(summary.total()) +
         "\nTrainable params: " + count_text(summary.trainable) +
         "\nNon-trainable params: " + count_text(summary.non_trainable) + "\n";
}

}  // namespace gan
