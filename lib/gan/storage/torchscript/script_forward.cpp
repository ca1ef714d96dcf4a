#include "gan/storage/torchscript/script_forward.h"

#include <c10/util/StringUtil.h>
#include <torch/script.h>

namespace gan {

std::vector<ForwardInput> forward_inputs(const torch::jit::Module& module, const Error& wrong) {
  const auto method = module.find_method("forward");
  if (!method) {
    std::vector<std::string> others;
    for (const torch::jit::Method& other : module.get_methods())
      if (other.name().rfind("__", 0) != 0) others.push_back(other.name() + "()");
    throw Error(wrong)
        .found(others.empty() ? "no forward()" : "no forward(), only " + c10::Join(", ", others))
        .hint(others.empty() ? "save a module that has one"
                             : "save a module whose forward() calls " + others.front());
  }
  std::vector<ForwardInput> inputs;
  for (const c10::Argument& input : method->function().getSchema().arguments()) {
    if (input.name() == "self" || input.type() == module.type()) continue;
    inputs.push_back({input.name(), input.type()->annotation_str(),
                      c10::TensorType::get()->isSubtypeOf(*input.type()),
                      input.default_value().has_value()});
  }
  return inputs;
}

std::string forward_text(const std::vector<ForwardInput>& inputs) {
  std::vector<std::string> texts;
  for (const ForwardInput& input : inputs) texts.push_back(input.name + ": " + input.type);
  return "forward(" + c10::Join(", ", texts) + ")";
}

at::Tensor only_tensor(const c10::IValue& output, const Error& wrong) {
  std::vector<at::Tensor> tensors;
  output.visit([&](const c10::IValue& value) {
    if (value.isTensor()) tensors.push_back(value.toTensor());
    return false;
  });
  if (tensors.size() == 1 && tensors.front().defined()) return tensors.front();
  throw Error(wrong).found(
      "a " + output.tagKind() +
      (tensors.size() > 1 ? " of " + std::to_string(tensors.size()) + " tensors" : ""));
}

}  // namespace gan
