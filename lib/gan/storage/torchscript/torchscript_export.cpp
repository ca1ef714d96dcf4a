#include "gan/storage/torchscript/torchscript_export.h"

#include <algorithm>
#include <cctype>
#include <sstream>

#include <nlohmann/json.hpp>
#include <torch/script.h>

#include "gan/base/fields.h"

namespace gan {
namespace {

std::string literal(double value) {
  return nlohmann::json(value).dump();
}

// Builds a module and its parts in one compilation unit. LibTorch wants all parameters and
// submodules registered before the code that uses them is defined.
class ScriptBuilder {
 public:
  ScriptBuilder(const std::string& kind, const std::string& options, ImageShape image)
      : unit_(std::make_shared<torch::jit::CompilationUnit>()), root_(new_module(kind)) {
    std::string format = "gan." + kind;
    std::transform(format.begin(), format.end(), format.begin(), ::tolower);
    add("format", format);
    add("options", options);
    add("image_height", image.height);
    add("image_width", image.width);
  }

  void add(const std::string& name, const std::string& value) {
    root_.register_attribute(name, c10::StringType::get(), value);
  }
  void add(const std::string& name, std::int64_t value) {
    root_.register_attribute(name, c10::IntType::get(), value);
  }

  void add_dense(const std::string& name, const torch::nn::Linear& dense) {
    torch::jit::Module part = new_module("Dense");
    part.register_parameter("weight", trainable(dense->weight), /*is_buffer=*/false);
    part.register_parameter("bias", trainable(dense->bias), /*is_buffer=*/false);
    part.define(
        "def forward(self, x: Tensor) -> Tensor:\n"
        "    return torch.linear(x, self.weight, self.bias)\n");
    root_.register_module(name, part);
  }

  void add_batch_norm(const std::string& name, const BatchNorm& norm, double keras_momentum) {
    torch::jit::Module part = new_module("BatchNorm");
    part.register_parameter("weight", trainable(norm->weight), /*is_buffer=*/false);
    part.register_parameter("bias", trainable(norm->bias), /*is_buffer=*/false);
    part.register_parameter("running_mean", on_cpu(norm->running_mean), /*is_buffer=*/true);
    part.register_parameter("running_var", on_cpu(norm->running_var), /*is_buffer=*/true);
    part.define(
        "def forward(self, x: Tensor) -> Tensor:\n"
        "    return torch.batch_norm(x, self.weight, self.bias, self.running_mean,\n"
        "                            self.running_var, self.training, " +
        literal(1 - keras_momentum) + ", " + literal(norm->epsilon()) + ", False)\n");
    root_.register_module(name, part);
  }

  std::string bytes(const std::string& methods) {
    root_.define(methods);
    std::ostringstream stream;
    root_.save(stream);
    return stream.str();
  }

 private:
  torch::jit::Module new_module(const std::string& kind) {
    torch::jit::Module module(c10::QualifiedName("__torch__.gan." + kind), unit_,
                              /*shouldMangle=*/true);
    module.register_attribute("training", c10::BoolType::get(), false);
    return module;
  }

  // As torch.jit.save leaves parameters, so that who loads the file can go on training.
  static at::Tensor trainable(const at::Tensor& tensor) { return on_cpu(tensor).requires_grad_(); }

  static at::Tensor on_cpu(const at::Tensor& tensor) {
    return tensor.detach().to(torch::kCPU, /*non_blocking=*/false, /*copy=*/true);
  }

  std::shared_ptr<torch::jit::CompilationUnit> unit_;
  torch::jit::Module root_;
};

// networks/layers/output_filter.cpp.
constexpr const char* kBinomialFilter =
    "    x = x.view(-1, self.image_height, self.image_width)\n"
    "    framed = torch.constant_pad_nd(x, [0, 0, 1, 1])\n"
    "    x = (framed[:, :-2] + framed[:, 2:]) * 0.25 + x * 0.5\n"
    "    framed = torch.constant_pad_nd(x, [1, 1])\n"
    "    x = (framed[:, :, :-2] + framed[:, :, 2:]) * 0.25 + x * 0.5\n"
    "    x = x.flatten(1)\n";

}  // namespace

std::string export_generator(const Generator& generator) {
  GeneratorOptions options = generator->options();
  ScriptBuilder script("Generator", fields_to_json(options.fields()).dump(), generator->image());
  script.add("latent_dim", options.latent_dim);
  std::string code = "def forward(self, x: Tensor) -> Tensor:\n";
  const std::size_t hidden = generator->batch_norm().size();
  for (std::size_t i = 0; i <= hidden; ++i) {
    const std::string number = std::to_string(i + 1);
    script.add_dense("dense" + number, generator->dense()[i]);
    const std::string dense = "self.dense" + number + ".forward(x)";
    if (i == hidden) {
      code += "    x = " + dense + "\n";
      if (options.output_filter == OutputFilter::binomial) code += kBinomialFilter;
      code += "    return torch.tanh(x)\n";
      continue;
    }
    script.add_batch_norm("batch_norm" + number, generator->batch_norm()[i],
                          options.batch_norm_momentum);
    const std::string norm = "self.batch_norm" + number + ".forward";
    code += options.batch_norm == BatchNormOrder::after_relu
                ? "    x = " + norm + "(torch.relu(" + dense + "))\n"
                : "    x = torch.relu(" + norm + "(" + dense + "))\n";
  }
  return script.bytes(code);
}

std::string export_discriminator(const Discriminator& discriminator) {
  DiscriminatorOptions options = discriminator->options();
  ScriptBuilder script("Discriminator", fields_to_json(options.fields()).dump(),
                       discriminator->image());
  std::string code =
      "def forward(self, x: Tensor) -> Tensor:\n"
      "    x = torch.flatten(x, 1)\n";
  const std::size_t hidden = discriminator->dense().size() - 1;
  for (std::size_t i = 0; i <= hidden; ++i) {
    const std::string number = std::to_string(i + 1);
    script.add_dense("dense" + number, discriminator->dense()[i]);
    const std::string dense = "self.dense" + number + ".forward(x)";
    code += i == hidden ? "    return " + dense + "\n"
                        : "    x = torch.dropout(torch.relu(" + dense + "), " +
                              literal(options.dropout) + ", self.training)\n";
  }
  code +=
      "def probability(self, x: Tensor) -> Tensor:\n"
      "    return torch.sigmoid(self.forward(x))\n";
  return script.bytes(code);
}

}  // namespace gan
