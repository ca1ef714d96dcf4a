#include "gan/storage/network_file.h"

#include <nlohmann/json.hpp>
#include <torch/script.h>

#include "gan/base/error.h"
#include "gan/base/fields.h"
#include "gan/base/torch_error.h"
#include "gan/storage/checkpoint.h"
#include "gan/storage/torchscript/network_kind.h"
#include "gan/storage/torchscript/torchscript_import.h"

namespace gan {
namespace {

constexpr std::int64_t kLongestSide = 65536;

template <class Options>
Options options_from(const torch::jit::Module& module, const std::string& path) {
  Options options;
  // A wrong file is no wrong usage.
  try {
    const auto json = nlohmann::json::parse(module.attr("options").toStringRef(), nullptr,
                                            /*allow_exceptions=*/false);
    fields_from_json(options.fields(), json, path);
  } catch (const Error& error) {
    throw Error("loading a network").found(error.what());
  }
  return options;
}

void copy_tensors(const torch::jit::Module& from, torch::nn::Module& to, const std::string& path) {
  const torch::NoGradGuard no_grad;
  auto ours = to.named_parameters();
  for (const auto& buffer : to.named_buffers()) ours.insert(buffer.key(), buffer.value());
  std::size_t copied = 0;
  const auto copy = [&](const std::string& name, const at::Tensor& value) {
    at::Tensor* target = ours.find(name);
    if (target == nullptr || target->sizes() != value.sizes())
      throw Error("loading a network")
          .at(path)
          .expected("the layers that its options describe")
          .found("\"" + name + "\" of another shape");
    target->copy_(value);
    ++copied;
  };
  for (const auto& parameter : from.named_parameters()) copy(parameter.name, parameter.value);
  for (const auto& buffer : from.named_buffers()) copy(buffer.name, buffer.value);
  if (copied != ours.size())
    throw Error("loading a network")
        .at(path)
        .expected(std::to_string(ours.size()) + " tensors")
        .found(std::to_string(copied));
}

template <class Network, class Options>
Network rebuild(const torch::jit::Module& module, const std::string& path) {
  const ImageShape image{module.attr("image_height").toInt(), module.attr("image_width").toInt()};
  for (const std::int64_t side : {image.height, image.width})
    if (side < 1 || side > kLongestSide)
      throw Error("loading a network")
          .at(path)
          .expected("images with sides from 1 to " + std::to_string(kLongestSide))
          .found(std::to_string(side));
  Network network(options_from<Options>(module, path), image);
  copy_tensors(module, *network, path);
  network->eval();
  return network;
}

}  // namespace

std::variant<Generator, Discriminator> load_network(const std::string& path) {
  if (network_kind(path) == NetworkKind::checkpoint)
    return checkpoint_generator(load_checkpoint(path), path);
  const torch::jit::Module module = load_torchscript(path);
  const c10::IValue format = module.attr("format", c10::IValue());
  const std::string name = format.isString() ? format.toStringRef() : "";
  try {
    if (name == "gan.generator") return rebuild<Generator, GeneratorOptions>(module, path);
    if (name == "gan.discriminator")
      return rebuild<Discriminator, DiscriminatorOptions>(module, path);
  } catch (const Error&) {
    throw;
  } catch (const std::exception& error) {  // a missing attribute is no c10::Error
    throw Error("loading a network").at(path).found(first_line(error));
  }
  throw Error("loading a network")
      .at(path)
      .expected("a network saved by this program")
      .found("another TorchScript module");
}

}  // namespace gan
