#include "gan/storage/network_file.h"

#include <nlohmann/json.hpp>
#include <torch/script.h>

#include "gan/base/error.h"
#include "gan/base/fields.h"
#include "gan/base/torch_error.h"
#include "gan/networks/named_tensors.h"
#include "gan/storage/checkpoint.h"
#include "gan/storage/torchscript/network_kind.h"
#include "gan/storage/torchscript/script_classes.h"
#include "gan/storage/torchscript/torchscript_import.h"

namespace gan {
namespace {

template <class Options>
Options options_from(const torch::jit::Module& module, const std::string& path) {
  Options options;
  // A wrong file is not a usage error.
  try {
    const auto json = nlohmann::json::parse(module.attr("options").toStringRef(), nullptr,
                                            /*allow_exceptions=*/false);
    fields_from_json(options.fields(), json, path);
  } catch (const Error& error) {
    throw Error("loading a network").found(error.what());
  }
  return options;
}

template <class Network, class Options>
Network rebuild(const torch::jit::Module& module, const std::string& path) {
  const Error wrong = Error("loading a network").at(path);
  const ImageShape image{module.attr("image_height").toInt(), module.attr("image_width").toInt(),
                         module.attr("image_channels", 1).toInt()};
  check_image(image, wrong);
  Network network(options_from<Options>(module, path), image,
                  module.attr("architecture", kTutorialArchitecture).toStringRef(),
                  script_classes(module));
  NamedTensors tensors;
  for (const auto& parameter : module.named_parameters()) tensors[parameter.name] = parameter.value;
  for (const auto& buffer : module.named_buffers()) tensors[buffer.name] = buffer.value;
  const NamedTensors own = named_tensors(*network);
  for (const auto& [name, tensor] : tensors)
    if (own.count(name) == 0 || own.at(name).sizes() != tensor.sizes())
      throw Error(wrong)
          .expected("the layers that its options describe")
          .found("\"" + name + "\" of another name or shape");
  if (tensors.size() != own.size())
    throw Error(wrong)
        .expected(std::to_string(own.size()) + " tensors")
        .found(std::to_string(tensors.size()));
  assign_tensors(*network, tensors, "", wrong);
  network->eval();
  return network;
}

}  // namespace

std::variant<Generator, Discriminator> load_network(const std::string& path) {
  if (network_kind(path) == NetworkKind::checkpoint)
    return checkpoint_generator(load_checkpoint(path), path);
  const torch::jit::Module module = load_torchscript(path);
  const Error wrong = Error("loading a network").at(path);
  const c10::IValue format = module.attr("format", c10::IValue());
  const std::string name = format.isString() ? format.toStringRef() : "";
  try {
    if (name == "gan.generator") return rebuild<Generator, GeneratorOptions>(module, path);
    if (name == "gan.discriminator")
      return rebuild<Discriminator, DiscriminatorOptions>(module, path);
  } catch (const Error&) {
    throw;
  } catch (const std::exception& error) {  // a missing attribute is not a c10::Error
    throw Error(wrong).found(first_line(error));
  }
  throw Error(wrong)
      .expected("a network saved by this program")
      .found("another TorchScript module");
}

}  // namespace gan
