#include "gan/storage/torchscript/torchscript_export.h"

#include <sstream>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>
#include <torch/script.h>

#include "gan/base/fields.h"

namespace gan {
namespace {

using Unit = std::shared_ptr<torch::jit::CompilationUnit>;

torch::jit::Module new_module(const std::string& kind, const Unit& unit) {
  torch::jit::Module module(c10::QualifiedName("__torch__.gan." + kind), unit,
                            /*shouldMangle=*/true);
  module.register_attribute("training", c10::BoolType::get(), false);
  return module;
}

at::Tensor on_cpu(const at::Tensor& tensor) {
  return tensor.detach().to(torch::kCPU, /*non_blocking=*/false, /*copy=*/true);
}

// The first line of a function of the layer's input.
std::string function_of(const Layer& layer, const std::string& name) {
  return "def " + name + "(self, x: Tensor" + (layer.is_conditional() ? ", labels: Tensor" : "") +
         ") -> Tensor:\n";
}

// Registers a layer's parameters, statistics and inner layers. LibTorch requires this before the
// code that uses them is defined. Parameters require gradients, as torch.jit.save leaves them, so
// that whoever loads the file can train further.
void register_tensors(torch::jit::Module& module, const torch::nn::Module& layer,
                      const Unit& unit) {
  for (const auto& entry : layer.named_parameters(/*recurse=*/false))
    module.register_parameter(entry.key(), on_cpu(entry.value()).requires_grad_(),
                              /*is_buffer=*/false);
  for (const auto& entry : layer.named_buffers(/*recurse=*/false))
    module.register_parameter(entry.key(), on_cpu(entry.value()), /*is_buffer=*/true);
  for (const auto& entry : layer.named_children()) {
    const auto& inner = dynamic_cast<const Layer&>(*entry.value());
    if (!has_tensors(inner)) continue;
    torch::jit::Module part = new_module(inner.keras_name(), unit);
    register_tensors(part, inner, unit);
    part.define(function_of(inner, "forward") + inner.script() + "    return x\n");
    module.register_module(entry.key(), part);
  }
}

template <class Network>
torch::jit::Module script_of(const Network& network, const std::string& kind,
                             const std::string& format) {
  const auto unit = std::make_shared<torch::jit::CompilationUnit>();
  torch::jit::Module module = new_module(kind, unit);
  const ImageShape image = network->image();
  Network handle = network;
  const std::vector<std::pair<const char*, c10::IValue>> attributes = {
      {"format", format},
      {"architecture", network->architecture()},
      {"options", fields_to_json(handle->fields()).dump()},
      {"image_channels", image.channels},
      {"image_height", image.height},
      {"image_width", image.width}};
  for (const auto& [name, value] : attributes) module.register_attribute(name, value.type(), value);
  if (!network->classes().empty()) {
    const c10::IValue classes(c10::List<std::string>(network->classes()));
    module.register_attribute("classes", classes.type(), classes);
  }
  register_tensors(module, *network, unit);
  return module;
}

std::string bytes_of(const torch::jit::Module& module) {
  std::ostringstream stream;
  module.save(stream);
  return stream.str();
}

}  // namespace

std::string export_generator(const Generator& generator) {
  torch::jit::Module module = script_of(generator, "Generator", "gan.generator");
  module.register_attribute("latent_dim", c10::IntType::get(), generator->options().latent_dim);
  module.define(function_of(*generator, "forward") + generator->script() + "    return x\n");
  return bytes_of(module);
}

std::string export_discriminator(const Discriminator& discriminator) {
  torch::jit::Module module = script_of(discriminator, "Discriminator", "gan.discriminator");
  module.define(function_of(*discriminator, "forward") + "    x = torch.flatten(x, 1)\n" +
                discriminator->script() + "    return x\n" +
                function_of(*discriminator, "probability") +
                "    return torch.sigmoid(self.forward(x" +
                (discriminator->is_conditional() ? ", labels" : "") + "))\n");
  return bytes_of(module);
}

}  // namespace gan
