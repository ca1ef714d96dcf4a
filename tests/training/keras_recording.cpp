#include "training/keras_recording.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>

#include <torch/serialize.h>
#include <torch/types.h>

#include "gan/networks/layers/batch_norm.h"
#include "gan/networks/layers/dense.h"

namespace gan::test {
namespace {

using Visitor = std::function<void(const std::string& name, const at::Tensor& parameter)>;

void visit_dense(const std::string& network, const std::vector<std::shared_ptr<Dense>>& layers,
                 const Visitor& visit) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string name = network + ".dense" + std::to_string(i + 1);
    visit(name + ".kernel", layers[i]->weight);
    visit(name + ".bias", layers[i]->bias);
  }
}

void visit_parameters(const Players& players, const Visitor& visit) {
  visit_dense("generator", players.generator->all<Dense>(), visit);
  visit_dense("discriminator", players.discriminator->all<Dense>(), visit);
  const auto layers = players.generator->all<BatchNorm>();
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string name = "generator.bn" + std::to_string(i + 1);
    visit(name + ".gamma", layers[i]->weight);
    visit(name + ".beta", layers[i]->bias);
  }
}

void visit_moving_statistics(const Players& players, const Visitor& visit) {
  const auto layers = players.generator->all<BatchNorm>();
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string name = "generator.bn" + std::to_string(i + 1);
    visit(name + ".moving_mean", layers[i]->running_mean);
    visit(name + ".moving_variance", layers[i]->running_var);
  }
}

at::Tensor in_keras_layout(const at::Tensor& tensor) {
  return tensor.dim() == 2 ? tensor.t() : tensor;
}

}  // namespace

NamedTensors keras_weights(const Players& players) {
  NamedTensors named;
  const Visitor add = [&](const std::string& name, const at::Tensor& parameter) {
    named[name] = in_keras_layout(parameter.detach());
  };
  visit_parameters(players, add);
  visit_moving_statistics(players, add);
  return named;
}

NamedTensors keras_gradients(const Players& players) {
  NamedTensors named;
  visit_parameters(players, [&](const std::string& name, const at::Tensor& parameter) {
    if (parameter.grad().defined()) named[name] = in_keras_layout(parameter.grad());
  });
  return named;
}

KerasRecording::KerasRecording(const std::string& path)
    : before_relu_(path.find("bn-before-relu") != std::string::npos) {
  if (!before_relu_ && path.find("bn-after-relu") == std::string::npos)
    throw std::runtime_error(path + ": the name says no order of batch normalisation and ReLU");
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  for (const auto& entry : torch::pickle_load(bytes).toGenericDict())
    tensors_[entry.key().toStringRef()] = entry.value().toTensor();
  while (has("step" + std::to_string(iterations_ + 1) + "/real")) ++iterations_;
}

std::vector<std::string> KerasRecording::paths() {
  const char* named = std::getenv("GAN_GOLDEN_DIR");
  std::vector<std::string> found;
  for (const auto& entry :
       std::filesystem::directory_iterator(named ? named : GAN_TESTS_DIR "/golden"))
    if (entry.path().extension() == ".pt") found.push_back(entry.path().string());
  std::sort(found.begin(), found.end());
  return found;
}

at::Tensor KerasRecording::at(const std::string& key) const {
  const auto entry = tensors_.find(key);
  if (entry == tensors_.end()) throw std::runtime_error("the recording has no " + key);
  return entry->second;
}

std::vector<std::int64_t> KerasRecording::widths(const std::string& network) const {
  std::vector<std::int64_t> sizes;
  for (int i = 1;; ++i) {
    const std::string key = "initial/" + network + ".dense" + std::to_string(i) + ".kernel";
    if (!has(key)) return sizes;
    if (i == 1) sizes.push_back(at(key).size(0));
    sizes.push_back(at(key).size(1));
  }
}

Players KerasRecording::initial_players() const {
  const std::vector<std::int64_t> g = widths("generator");
  GeneratorOptions generator;
  generator.latent_dim = g.front();
  generator.hidden.assign(g.begin() + 1, g.end() - 1);
  generator.batch_norm = before_relu_ ? BatchNormOrder::before_relu : BatchNormOrder::after_relu;
  const std::vector<std::int64_t> d = widths("discriminator");
  DiscriminatorOptions discriminator;
  discriminator.hidden.assign(d.begin() + 1, d.end() - 1);
  discriminator.dropout = 0;
  const ImageShape image{1, g.back()};

  Players players(Generator(generator, image), Discriminator(discriminator, image), {});
  const torch::NoGradGuard no_grad;
  NamedTensors ours = keras_weights(players);
  for (const auto& [name, value] : below("initial/")) ours.at(name).copy_(value);
  return players;
}

NamedTensors KerasRecording::below(const std::string& prefix) const {
  NamedTensors named;
  for (auto entry = tensors_.lower_bound(prefix);
       entry != tensors_.end() && entry->first.compare(0, prefix.size(), prefix) == 0; ++entry)
    named[entry->first.substr(prefix.size())] = entry->second;
  return named;
}

}  // namespace gan::test
