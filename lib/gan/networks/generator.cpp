#include "gan/networks/generator.h"

#include <torch/types.h>

#include "gan/base/fields.h"
#include "gan/networks/architecture.h"

namespace gan {

GeneratorImpl::GeneratorImpl(GeneratorOptions options, ImageShape image, std::string architecture,
                             std::vector<std::string> classes)
    : Layers({options.latent_dim}),
      options_(std::move(options)),
      image_(image),
      architecture_(std::move(architecture)),
      classes_(std::move(classes)) {
  check_fields(options_.fields());
  architecture_named(architecture_)
      .add_generator(*this, options_, image_, static_cast<std::int64_t>(classes_.size()));
}

at::Tensor GeneratorImpl::forward(const at::Tensor& latents, const at::Tensor& labels) {
  return Layers::forward(latents, labels).flatten(1);
}

}  // namespace gan
