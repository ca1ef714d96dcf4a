#include "gan/storage/generator_file.h"

#include <cmath>

#include <torch/script.h>

#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/base/torch_error.h"
#include "gan/data/image_tensor.h"
#include "gan/storage/checkpoint.h"
#include "gan/storage/torchscript/network_kind.h"
#include "gan/storage/torchscript/script_classes.h"
#include "gan/storage/torchscript/script_place.h"
#include "gan/storage/torchscript/script_runner.h"
#include "gan/storage/torchscript/torchscript_import.h"

namespace gan {
namespace {

// A larger attribute cannot be a size, and is ignored.
constexpr std::int64_t kLargestAttribute = 65536;

std::int64_t integer_attribute(const torch::jit::Module& module, const std::string& name) {
  const c10::IValue value = module.attr(name, c10::IValue());
  const std::int64_t number = value.isInt() ? value.toInt() : 0;
  return number <= kLargestAttribute ? number : 0;
}

// [n, channels, height, width] or [n, height, width, channels] as [n, height, width] if there is
// one channel, else as [n, 3, height, width]; other tensors as they are.
at::Tensor channels_first(const at::Tensor& images) {
  if (images.dim() != 4) return images;
  if (images.size(1) == 1) return images.squeeze(1);
  if (images.size(1) == 3) return images;
  if (images.size(3) == 1 && images.size(2) > 1) return images.squeeze(3);
  if (images.size(3) == 3) return images.permute({0, 3, 1, 2}).contiguous();
  return images;
}

// The module's output as [n, height, width] or [n, 3, height, width].
at::Tensor in_rows_and_columns(const at::Tensor& output, const std::optional<ImageShape>& known,
                               const Error& failed) {
  const std::string found = "a tensor " + shape_text(output.sizes().vec());
  at::Tensor images = channels_first(output);
  if (images.dim() == 2) {
    const std::int64_t side = std::llround(std::sqrt(static_cast<double>(images.size(1))));
    const ImageShape image = known.value_or(ImageShape{side, side});
    const bool colour = known && image.pixels() * 3 == images.size(1);
    if (image.pixels() != images.size(1) && !colour)
      throw Error(failed)
          .expected(known ? std::to_string(image.pixels()) + " pixels per image" : "square images")
          .found(found)
          .hint("give --image-size HEIGHTxWIDTH");
    images = images.view(sizes_of(images.size(0), {image.height, image.width, colour ? 3 : 1}));
  }
  if (!are_images(images) || images.numel() == 0)
    throw Error(failed)
        .expected(
            "images [n, values], [n, height, width], [n, channels, height, width] or "
            "[n, height, width, channels] with 1 or 3 channels")
        .found(found);
  return images;
}

}  // namespace

GeneratorFile::GeneratorFile(const std::string& path, c10::Device device,
                             const GeneratorFileHints& hints)
    : path_(path), hints_(hints), asked_image_(hints.image) {
  network_kind(path) == NetworkKind::checkpoint ? load_checkpointed(device) : load_script(device);
}

void GeneratorFile::load_checkpointed(c10::Device device) {
  Generator generator = checkpoint_generator(load_checkpoint(path_), path_);
  generator->to(device);
  is_own_ = true;
  const std::int64_t latent_dim = generator->options().latent_dim;
  know(latent_dim, generator->image());
  is_conditional_ = generator->is_conditional();
  classes_ = generator->classes();
  network_ = [generator, device](const at::Tensor& latents, const at::Tensor& labels) mutable {
    const torch::NoGradGuard no_grad;
    return generator->forward(latents.to(device), labels.defined() ? labels.to(device) : labels);
  };
}

void GeneratorFile::know(std::int64_t latent_dim, const ImageShape& image) {
  const auto check = [&](bool same, const std::string& flag, const std::string& said,
                         const std::string& given) {
    // Attributes of a foreign module may mean something else.
    if (is_own_ && !same)
      throw Error::usage("loading a generator")
          .at(path_)
          .expected(flag + " " + said + ", as the file says")
          .found(given)
          .hint("leave out " + flag);
  };
  if (latent_dim > 0) {
    if (!hints_.latent_dim) hints_.latent_dim = latent_dim;
    check(*hints_.latent_dim == latent_dim, "--latent-dim", std::to_string(latent_dim),
          std::to_string(*hints_.latent_dim));
  }
  if (image.height > 0 && image.width > 0) {
    if (!hints_.image) hints_.image = image;
    check(hints_.image->height == image.height && hints_.image->width == image.width,
          "--image-size", size_text(image), size_text(*hints_.image));
  }
}

void GeneratorFile::load_script(c10::Device device) {
  const Error wrong = Error("loading a generator").at(path_);
  torch::jit::Module module = load_torchscript(path_);
  const c10::IValue format = module.attr("format", c10::IValue());
  if (format.isString() && format.toStringRef() == "gan.discriminator")
    throw Error(wrong)
        .expected("a generator")
        .found("a discriminator")
        .hint("the generator of a run is gan_gen.pt");
  is_own_ = format.isString() && format.toStringRef() == "gan.generator";
  is_conditional_ = takes_labels(module, path_);
  if (is_conditional_) classes_ = script_classes(module);
  // A frozen module has no training mode.
  try {
    if (module.hasattr("training")) module.eval();
    place_script(module, device);
  } catch (const std::exception& error) {
    throw Error(wrong).found(first_line(error));
  }

  know(integer_attribute(module, "latent_dim"),
       {integer_attribute(module, "image_height"), integer_attribute(module, "image_width"), 1});
  network_ = [runner = ScriptRunner(std::move(module), path_, device,
                                    static_cast<std::int64_t>(classes_.size()))](
                 const at::Tensor& latents, const at::Tensor& labels) mutable {
    return runner.run(latents, labels);
  };
}

std::int64_t GeneratorFile::latent_dim() const {
  if (hints_.latent_dim) return *hints_.latent_dim;
  throw Error::usage("loading a generator")
      .at(path_)
      .expected("the latent size in the file")
      .found("none")
      .hint("give --latent-dim N");
}

at::Tensor GeneratorFile::generate(const at::Tensor& latents, const at::Tensor& labels) const {
  const Error failed = Error("running the generator").at(path_);
  if (labels.defined() != is_conditional_)
    throw Error(failed)
        .expected(is_conditional_ ? "labels for a conditional generator" : "no labels")
        .found(is_conditional_ ? "none" : "some");
  const at::Tensor output = network_(latents, labels);
  if (output.is_complex())
    throw Error(failed).expected("images of real numbers").found("complex numbers");
  at::Tensor images;
  try {
    images = output.to(torch::kCPU, torch::kFloat32).contiguous();
  } catch (const std::exception& error) {  // CUDA reports its errors here
    throw Error(failed).found(first_line(error));
  }
  images = in_rows_and_columns(images, hints_.image, failed);
  if (const ImageShape shape = shape_of(images);
      asked_image_ && (shape.height != asked_image_->height || shape.width != asked_image_->width))
    throw Error(failed)
        .expected("images of " + size_text(*asked_image_) + " pixels, as --image-size says")
        .found(size_text(shape));
  if (!images.isfinite().all().item<bool>())
    throw Error(failed).expected("images of finite numbers").found("NaN or infinity");
  return images;
}

}  // namespace gan
