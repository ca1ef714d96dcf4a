// Layers without weights that work on each number by itself.
#pragma once

#include <optional>

#include "gan/networks/layers/layer.h"

namespace gan {

// The greater of x and 0.
class Relu : public Layer {
 public:
  explicit Relu(const Shape& input) : Layer(input) {}
  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "relu"; }
  std::string keras_name() const override { return ""; }
  std::string script() const override { return "    x = torch.relu(x)\n"; }
};

// x, or `slope` times x below 0 (Maas et al. 2013, section 2.1).
class LeakyRelu : public Layer {
 public:
  LeakyRelu(const Shape& input, double slope) : Layer(input), slope_(slope) {}
  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "leaky_relu"; }
  std::string keras_name() const override { return "LeakyReLU"; }
  std::string script() const override;

 private:
  double slope_;
};

class Tanh : public Layer {
 public:
  explicit Tanh(const Shape& input) : Layer(input) {}
  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "tanh"; }
  std::string keras_name() const override { return ""; }
  std::string script() const override { return "    x = torch.tanh(x)\n"; }
};

// In training, sets a share of the numbers to 0 and scales the others by 1 / (1 - share)
// (Srivastava et al. 2014); in inference mode, does nothing.
class Dropout : public Layer {
 public:
  Dropout(const Shape& input, double share) : Layer(input), share_(share) {}
  at::Tensor forward(const at::Tensor& input) override;
  void share(const SharedBatch& batch) override { part_ = batch.part; }
  std::string base_name() const override { return "dropout"; }
  std::string keras_name() const override { return "Dropout"; }
  std::string script() const override;

 private:
  double share_;
  std::optional<BatchPart> part_;
};

}  // namespace gan
