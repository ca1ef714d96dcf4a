#include "gan/networks/generator.h"

#include <torch/types.h>

#include "gan/base/fields.h"
#include "gan/networks/architecture.h"

namespace gan {

GeneratorImpl::GeneratorImpl(GeneratorOptions options, ImageShape image, std::string architecture)
    : Layers({options.latent_dim}),
      options_(std::move(options)),
      image_(image),
      architecture_(std::move(architecture)) {
  check_fields(options_.fields());
  architecture_named(architecture_).add_generator(*this, options_, image_);
}

at::Tensor GeneratorImpl::forward(const at::Tensor& latents) {
  return Layers::forward(latents).flatten(1);
}

}  // namespace gan
