#include "gan/networks/summary.h"

#include <algorithm>

#include <torch/types.h>

namespace gan {
namespace {

std::string batch_of(std::int64_t width) {
  return "(None, " + std::to_string(width) + ")";
}

std::string numbered(const std::string& name, std::size_t index, const std::string& kind) {
  return name + "_" + std::to_string(index + 1) + " (" + kind + ")";
}

std::int64_t elements(const std::vector<at::Tensor>& tensors) {
  std::int64_t count = 0;
  for (const at::Tensor& tensor : tensors) count += tensor.numel();
  return count;
}

LayerSummary dense_row(std::size_t index, const torch::nn::Linear& dense) {
  return {numbered("dense", index, "Dense"), batch_of(dense->weight.size(0)),
          elements({dense->weight, dense->bias})};
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size() + 1, width), ' ');
  return text;
}

}  // namespace

NetworkSummary summarise(const Generator& generator) {
  NetworkSummary summary;
  summary.title = "Generator";
  const auto& dense = generator->dense();
  for (std::size_t i = 0; i < dense.size(); ++i) {
    summary.layers.push_back(dense_row(i, dense[i]));
    if (i + 1 == dense.size()) break;
    const BatchNorm& norm = generator->batch_norm()[i];
    summary.layers.push_back(
        {numbered("batch_norm", i, "BatchNormalization"), batch_of(norm->weight.numel()),
         elements({norm->weight, norm->bias, norm->running_mean, norm->running_var})});
  }
  if (generator->options().output_filter == OutputFilter::binomial)
    summary.layers.push_back(
        {"output_filter (Binomial)", batch_of(generator->image().pixels()), 0});
  summary.trainable = elements(generator->parameters());
  summary.non_trainable = elements(generator->buffers());
  return summary;
}

NetworkSummary summarise(const Discriminator& discriminator) {
  NetworkSummary summary;
  summary.title = "Discriminator";
  const auto& dense = discriminator->dense();
  for (std::size_t i = 0; i < dense.size(); ++i) {
    summary.layers.push_back(dense_row(i, dense[i]));
    if (i + 1 < dense.size())
      summary.layers.push_back(
          {numbered("dropout", i, "Dropout"), batch_of(dense[i]->weight.size(0)), 0});
  }
  summary.trainable = elements(discriminator->parameters());
  summary.non_trainable = elements(discriminator->buffers());
  return summary;
}

NetworkSummary summarise_combined(const Generator& generator, const Discriminator& discriminator) {
  const NetworkSummary first = summarise(generator);
  const NetworkSummary second = summarise(discriminator);
  NetworkSummary summary;
  summary.title = "Generator through the frozen discriminator";
  summary.layers = {{"latent (Input)", batch_of(generator->options().latent_dim), 0},
                    {"generator (Generator)", batch_of(generator->image().pixels()), first.total()},
                    {"discriminator (Discriminator)", batch_of(1), second.total()}};
  summary.trainable = first.trainable;
  summary.non_trainable = first.non_trainable + second.total();
  return summary;
}

std::string with_thousands(std::int64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
  return text;
}

std::string to_text(const NetworkSummary& summary) {
  constexpr std::size_t kNameWidth = 36, kShapeWidth = 18, kTableWidth = 66;
  const std::string line = std::string(kTableWidth, '_') + "\n";
  std::string text = summary.title + "\n" + line + padded("Layer (type)", kNameWidth) +
                     padded("Output Shape", kShapeWidth) + "Param #\n" +
                     std::string(kTableWidth, '=') + "\n";
  for (const LayerSummary& layer : summary.layers)
    text += padded(layer.name, kNameWidth) + padded(layer.output_shape, kShapeWidth) +
            with_thousands(layer.parameters) + "\n";
  return text + line + "Total params: " + with_thousands(summary.total()) +
         "\nTrainable params: " + with_thousands(summary.trainable) +
         "\nNon-trainable params: " + with_thousands(summary.non_trainable) + "\n";
}

}  // namespace gan
