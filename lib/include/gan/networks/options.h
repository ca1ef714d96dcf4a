// What the two networks are made of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gan/base/field.h"

namespace gan {

// Where a hidden layer of the generator normalises. Ioffe and Szegedy (2015, section 3.2) do it
// before the activation; the tutorial prefers after.
enum class BatchNormOrder { after_relu, before_relu };

// What smooths the last layer's sums before tanh makes pixels of them. With the binomial filter
// (layers/binomial_filter.h) no pixel can be bright by itself.
enum class OutputFilter { none, binomial };

// Each architecture reads some of these (architecture.h).
struct GeneratorOptions {
  std::int64_t latent_dim = 100;
  std::vector<std::int64_t> hidden = {256, 512};
  std::int64_t width = 32;  // channels of the widest images' convolution; further in, twice as many
  BatchNormOrder batch_norm = BatchNormOrder::after_relu;
  // Keras's convention: the share of the old moving statistic that is kept. PyTorch calls 1 minus
  // this momentum.
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

// Of the table in architectures.cpp, without LibTorch: what the options ask of it.
std::vector<std::string> architecture_names();
Field architecture_field(std::string& architecture);

// Sets those of the fields that the architecture has a default of its own for.
void set_architecture_defaults(const std::string& architecture, std::vector<Field> fields);

// The same fields; those that this architecture does not read are marked as not in use.
std::vector<Field> fields_read_by(const std::string& architecture, std::vector<Field> fields);

}  // namespace gan
