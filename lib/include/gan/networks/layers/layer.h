// What a network is a list of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <torch/nn/module.h>

namespace gan {

// Of one sample, without the batch: [features], or [channels, height, width].
using Shape = std::vector<std::int64_t>;

// "(None, 128, 7, 7)", as Keras writes it; None stands for the batch.
std::string batch_text(const Shape& shape);

// A row of a network's summary.
struct LayerSummary {
  std::string name;          // "dense_1 (Dense)"
  std::string output_shape;  // "(None, 256)"
  std::int64_t parameters = 0;
};

// One step of a network, float32 [batch, ...] to float32 [batch, ...]. A layer is made for the
// shape that comes in, draws its first weights from the default generator, and registers its
// parameters and moving statistics as LibTorch's modules do.
class Layer : public torch::nn::Module {
 public:
  explicit Layer(Shape output) : output_(std::move(output)) {}

  virtual at::Tensor forward(const at::Tensor& input) = 0;

  // What comes out.
  const Shape& output_shape() const { return output_; }

  // Its name in a list, to which the list adds a number: "dense" makes dense1, dense2, ...
  virtual std::string base_name() const = 0;

  // What Keras calls it: "Dense". Empty where Keras has no layer but an argument, as for
  // activations: such a layer has no row of its own.
  virtual std::string keras_name() const = 0;

  // The same computation as TorchScript: statements that make `x` of `x`, each a line indented by
  // four blanks. Parameters, moving statistics and layers within it are `self.NAME`.
  virtual std::string script() const = 0;

  // Its rows in a summary, where `name` is what the list calls it.
  virtual std::vector<LayerSummary> rows(const std::string& name) const;

 protected:
  void set_output_shape(Shape output) { output_ = std::move(output); }

 private:
  Shape output_;
};

// Throws Error where a layer takes no such shape. `dimensions`: how many the layer takes.
void check_dimensions(const std::string& layer, const Shape& input, std::size_t dimensions);

// How many numbers a sample has.
std::int64_t size_of(const Shape& shape);

// A number as TorchScript reads it back.
std::string script_literal(double value);

// Throws Error for weights that no machine holds: 2^28 and more, a GiB.
void check_weights(const std::string& layer, std::int64_t inputs, std::int64_t outputs);

}  // namespace gan
