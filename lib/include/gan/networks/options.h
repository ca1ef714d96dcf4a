// Options of the two networks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gan/base/field.h"

namespace gan {

// Place of batch normalisation in the generator's hidden layers. Ioffe and Szegedy (2015, section
// 3.2) put it before the activation, the tutorial after it.
enum class BatchNormOrder { after_relu, before_relu };

// Low-pass filter between the generator's last layer and tanh. With the binomial filter
// (layers/binomial_filter.h) no pixel can be bright alone.
enum class OutputFilter { none, binomial };

// Each architecture reads some of these (architecture.h).
struct GeneratorOptions {
  std::int64_t latent_dim = 100;
  std::vector<std::int64_t> hidden = {256, 512};
  std::int64_t width = 32;  // channels at the highest resolution; dcgan has twice as many inside
  BatchNormOrder batch_norm = BatchNormOrder::after_relu;
  // Keras's convention: the weight of the old moving statistics. PyTorch's momentum is 1 minus
  // this.
  double batch_norm_momentum = 0.99;
  double batch_norm_epsilon = 1e-3;
  OutputFilter output_filter = OutputFilter::none;

  std::vector<Field> fields();
};

struct DiscriminatorOptions {
  std::vector<std::int64_t> hidden = {1024, 512, 256};
  std::int64_t width = 32;
  // The share of activations set to zero. The tutorial advises 0.25 to 0.5.
  double dropout = 0.25;

  std::vector<Field> fields();
};

constexpr const char* kTutorialArchitecture = "mlp";

// For the options: the table in architectures.cpp, without LibTorch.
std::vector<std::string> architecture_names();
Field architecture_field(std::string& architecture);

// Sets the fields for which the architecture has its own default.
void set_architecture_defaults(const std::string& architecture, std::vector<Field> fields);

// The same fields; those that this architecture does not read are marked as not in use.
std::vector<Field> fields_read_by(const std::string& architecture, std::vector<Field> fields);

}  // namespace gan
