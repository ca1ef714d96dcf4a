#include "gan/storage/torchscript/script_signature.h"

#include <vector>

#include <torch/script.h>

#include "gan/base/error.h"

namespace gan {
namespace {

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::vector<std::string> method_names(const torch::jit::Module& module) {
  std::vector<std::string> names;
  for (const torch::jit::Method& method : module.get_methods())
    if (method.name().rfind("__", 0) != 0) names.push_back(method.name() + "()");
  return names;
}

}  // namespace

void check_signature(const torch::jit::Module& module, const std::string& path) {
  const Error wrong = Error("loading a generator")
                          .at(path)
                          .expected("a module whose forward() takes latents alone, as one tensor");
  const auto method = module.find_method("forward");
  if (!method) {
    const std::vector<std::string> others = method_names(module);
    throw Error(wrong)
        .found(others.empty() ? "no forward()" : "no forward() but " + listed(others))
        .hint(others.empty() ? "save a module that has one"
                             : "save a module whose forward() calls " + others.front());
  }
  std::vector<std::string> inputs;
  std::size_t required = 0;
  bool takes_tensor = false;
  for (const c10::Argument& input : method->function().getSchema().arguments()) {
    if (input.name() == "self" || input.type() == module.type()) continue;
    if (inputs.empty()) takes_tensor = c10::TensorType::get()->isSubtypeOf(*input.type());
    if (!input.default_value()) ++required;
    inputs.push_back(input.name() + ": " + input.type()->annotation_str());
  }
  if (takes_tensor && required <= 1) return;
  Error error = Error(wrong).found("forward(" + listed(inputs) + ")");
  if (inputs.empty() || (required == 1 && !takes_tensor))
    throw error.hint("save a module that is given its latents, [n, latent]");
  throw error.hint("save a module that takes the latents and chooses the rest, such as labels");
}

}  // namespace gan
