#include "gan/networks/named_tensors.h"

#include <torch/types.h>
#include <torch/utils.h>

namespace gan {

NamedTensors named_tensors(const torch::nn::Module& network, const std::string& prefix) {
  NamedTensors tensors;
  for (const auto& entry : network.named_parameters())
    tensors[prefix + entry.key()] = entry.value();
  for (const auto& entry : network.named_buffers()) tensors[prefix + entry.key()] = entry.value();
  return tensors;
}

NamedTensors copies_of(const NamedTensors& tensors) {
  NamedTensors copies;
  for (const auto& [name, tensor] : tensors)
    copies[name] = tensor.detach().to(at::kCPU, /*non_blocking=*/false, /*copy=*/true);
  return copies;
}

const at::Tensor& find_tensor(const NamedTensors& tensors, const std::string& name,
                              const at::Tensor& like, const Error& wrong) {
  const auto found = tensors.find(name);
  if (found == tensors.end())
    throw Error(wrong).expected("a tensor \"" + name + "\"").found("none");
  if (found->second.sizes() != like.sizes() || found->second.scalar_type() != like.scalar_type())
    throw Error(wrong)
        .expected("\"" + name + "\" with the shape and type that the options define")
        .found("another shape or type");
  return found->second;
}

void assign_tensors(torch::nn::Module& network, const NamedTensors& values,
                    const std::string& prefix, const Error& wrong) {
  const torch::NoGradGuard no_grad;
  const NamedTensors own = named_tensors(network, prefix);
  for (const auto& [name, tensor] : own) find_tensor(values, name, tensor, wrong);
  for (const auto& [name, tensor] : own) at::Tensor(tensor).copy_(values.at(name));
}

}  // namespace gan
