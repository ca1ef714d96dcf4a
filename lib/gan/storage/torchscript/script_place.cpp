#include "gan/storage/torchscript/script_place.h"

#include <algorithm>
#include <string>

#include <torch/script.h>

namespace gan {
namespace {

using torch::jit::Block;
using torch::jit::Node;

void visit_nodes(Block* block, const std::function<void(Node*)>& visit) {
  for (Node* node : block->nodes()) {
    visit(node);
    for (Block* inner : node->blocks()) visit_nodes(inner, visit);
  }
}

// Visits the code of all its functions, those of inner modules included.
void visit_code(const torch::jit::Module& module, const std::function<void(Node*)>& visit) {
  for (torch::jit::Function* function : module._ivalue()->compilation_unit()->get_functions()) {
    function->ensure_defined();
    if (auto* code = torch::jit::tryToGraphFunction(*function))
      visit_nodes(code->graph()->block(), visit);
  }
}

bool is_constant_with(const Node* node, torch::jit::AttributeKind kind) {
  const auto value = torch::jit::attr::value;
  return node->kind() == torch::jit::prim::Constant && node->hasAttribute(value) &&
         node->kindOf(value) == kind;
}

bool names_a_device(const std::string& text) {
  return text == "cuda" || text.rfind("cuda:", 0) == 0;
}

// Both a device and a text that a script converts to one are constants with a text.
bool is_device(Node* node) {
  if (!is_constant_with(node, torch::jit::AttributeKind::s)) return false;
  if (node->output()->type()->kind() == c10::TypeKind::DeviceObjType)
    return node->s(torch::jit::attr::value) != "meta";
  const auto& uses = node->output()->uses();
  return std::any_of(uses.begin(), uses.end(), [](const torch::jit::Use& use) {
    return use.user->kind() == torch::jit::aten::device;
  });
}

void name_device(const torch::jit::Module& module, c10::Device device) {
  visit_code(module, [&](Node* node) {
    if (is_device(node)) node->s_(torch::jit::attr::value, device.str());
    if (node->kind() == c10::Symbol::aten("cuda") && !device.is_cuda())
      node->output()->replaceAllUsesWith(node->input(0));
  });
  for (torch::jit::Module part : module.modules())
    for (const auto& attribute : part.named_attributes(/*recurse=*/false)) {
      if (attribute.value.isDevice()) part.setattr(attribute.name, device);
      if (attribute.value.isString() && names_a_device(attribute.value.toStringRef()))
        part.setattr(attribute.name, device.str());
    }
}

}  // namespace

std::vector<at::Tensor> script_tensors(const torch::jit::Module& module) {
  std::vector<at::Tensor> tensors;
  c10::IValue(module._ivalue()).visit([&](const c10::IValue& value) {
    if (value.isTensor() && value.toTensor().defined()) tensors.push_back(value.toTensor());
    return false;
  });
  visit_code(module, [&](Node* node) {
    if (is_constant_with(node, torch::jit::AttributeKind::t))
      tensors.push_back(node->t(torch::jit::attr::value));
  });
  return tensors;
}

void place_script(torch::jit::Module& module, c10::Device device) {
  for (at::Tensor& tensor : script_tensors(module))
    if (tensor.device() != device) tensor.set_data(tensor.to(device));
  name_device(module, device);
}

void make_float32(const torch::jit::Module& module) {
  for (at::Tensor& tensor : script_tensors(module))
    if (tensor.is_floating_point() && tensor.scalar_type() != at::kFloat)
      tensor.set_data(tensor.to(at::kFloat));
}

}  // namespace gan
