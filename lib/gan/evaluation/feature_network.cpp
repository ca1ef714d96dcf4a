#include "gan/evaluation/feature_network.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <torch/script.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/base/torch_error.h"
#include "gan/data/image_tensor.h"
#include "gan/device/vector_math.h"
#include "gan/evaluation/measures/features.h"
#include "gan/storage/torchscript/script_forward.h"
#include "gan/storage/torchscript/script_place.h"
#include "gan/storage/torchscript/torchscript_import.h"
#include "gan/training/product_precision.h"

namespace gan {
namespace {

constexpr const char* kReturnFeatures = "return_features";
constexpr std::int64_t kImagesAtOnce = 50;

Error failed(const std::string& path) {
  return Error("computing features").at(path);
}

// Whether forward() has the argument return_features.
bool returns_features(const torch::jit::Module& module, const std::string& path) {
  const Error wrong = Error("loading a feature network")
                          .at(path)
                          .expected("a module whose forward() takes images, as a tensor");
  const std::vector<ForwardInput> inputs = forward_inputs(module, wrong);
  const auto is_flag = [](const ForwardInput& input) { return input.name == kReturnFeatures; };
  const bool fits = !inputs.empty() && inputs.front().takes_tensor &&
                    std::all_of(inputs.begin() + 1, inputs.end(), [&](const ForwardInput& input) {
                      return input.has_default || is_flag(input);
                    });
  if (!fits)
    throw Error(wrong)
        .found(forward_text(inputs))
        .hint("save a module that takes images and chooses the rest");
  return std::any_of(inputs.begin(), inputs.end(), is_flag);
}

torch::jit::Module load_network(const std::string& path) {
  try {
    return load_torchscript(path);
  } catch (Error& error) {
    error.hint("write the file by torch.jit.script(network).save(FILE)");
    throw;
  }
}

}  // namespace

FeatureNetwork::FeatureNetwork(const std::string& path, const at::Device& device)
    : path_(path),
      device_(device),
      module_(load_network(path)),
      takes_bytes_(returns_features(module_, path)),
      hash_(sha256_of_file(path)) {
  module_.eval();
  make_float32(module_);
  place_script(module_, device);
  choose_vector_math();
}

Classified FeatureNetwork::classify(const at::Tensor& images, const OnProgress& on_progress) const {
  return {features_of(images, torch::kFloat32, on_progress), at::Tensor()};
}

at::Tensor FeatureNetwork::features_of_pixels(const at::Tensor& images,
                                              const OnProgress& on_progress) const {
  return features_of(images, torch::kUInt8, on_progress);
}

at::Tensor FeatureNetwork::features_of(const at::Tensor& images, at::ScalarType type,
                                       const OnProgress& on_progress) const {
  if (!are_images(images) || images.scalar_type() != type)
    throw failed(path_)
        .expected(std::string(c10::toString(type)) + " images")
        .found(describe(images));
  const torch::NoGradGuard no_grad;
  const ProductPrecision float32(Precision::float32);
  at::Tensor all;
  const std::int64_t count = images.size(0);
  for (std::int64_t begin = 0; begin < count; begin += kImagesAtOnce) {
    if (on_progress) on_progress();
    const std::int64_t end = std::min(count, begin + kImagesAtOnce);
    const at::Tensor features = run(input_of(images.slice(0, begin, end).to(device_)));
    if (!all.defined()) all = torch::empty({count, features.size(1)});
    if (features.size(1) != all.size(1))
      throw failed(path_)
          .expected("as many numbers for each image, " + std::to_string(all.size(1)))
          .found(std::to_string(features.size(1)));
    all.slice(0, begin, end).copy_(features);
  }
  return all;
}

at::Tensor FeatureNetwork::input_of(const at::Tensor& images) const {
  const at::Tensor colours = images.dim() == 3 ? images.unsqueeze(1) : images;
  const bool bytes = colours.scalar_type() == torch::kUInt8;
  if (!takes_bytes_) return bytes ? scaled_images(colours) : colours;
  const at::Tensor pixels =
      bytes ? colours : (colours * 127.5 + 127.5).round().clamp(0, 255).to(torch::kUInt8);
  return pixels.expand({-1, 3, -1, -1}).contiguous();
}

at::Tensor FeatureNetwork::run(const at::Tensor& input) const {
  torch::jit::Kwargs named;
  if (takes_bytes_) named[kReturnFeatures] = true;
  const Error wrong =
      failed(path_).expected("a network that takes " + describe(input) +
                             (takes_bytes_ ? "" : " from -1 to 1") + " and returns features");
  c10::IValue output;
  try {
    output = module_.forward({input}, named);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    throw Error(wrong)
        .found(first_line(error))
        .hint(input.size(1) == 1 ? "if it takes colour, give --channels 3" : "");
  }
  const at::Tensor features = only_tensor(output, wrong);
  if (features.dim() < 1 || features.size(0) != input.size(0) || features.numel() == 0 ||
      !features.is_floating_point())
    throw Error(wrong).found(describe(features));
  return features.reshape({features.size(0), -1}).to(torch::kCPU, torch::kFloat32);
}

}  // namespace gan
