#include "gan/networks/discriminator.h"

#include "gan/base/fields.h"
#include "gan/networks/architecture.h"

namespace gan {

DiscriminatorImpl::DiscriminatorImpl(DiscriminatorOptions options, ImageShape image,
                                     std::string architecture, std::vector<std::string> classes)
    : Layers({image.values()}),
      options_(std::move(options)),
      image_(image),
      architecture_(std::move(architecture)),
      classes_(std::move(classes)) {
  check_fields(options_.fields());
  architecture_named(architecture_)
      .add_discriminator(*this, options_, image_, static_cast<std::int64_t>(classes_.size()));
}

}  // namespace gan
