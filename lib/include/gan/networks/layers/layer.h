// A layer of a network.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <torch/nn/module.h>

#include "gan/data/batch_part.h"

namespace gan {

// The shape of one sample, without the batch: [features], or [channels, height, width].
using Shape = std::vector<std::int64_t>;

// "(None, 128, 7, 7)", as Keras writes it; None stands for the batch.
std::string batch_text(const Shape& shape);

// A row of a network's summary.
struct LayerSummary {
  std::string name;          // "dense_1 (Dense)"
  std::string output_shape;  // "(None, 256)"
  std::int64_t parameters = 0;
};

// A batch in training that this process computes together with others.
struct SharedBatch {
  BatchPart part;  // the rows of this process
  // Tensors of the same shape from all processes, stacked in the order of their ranks.
  std::function<at::Tensor(const at::Tensor&)> gather;
};

// One step of a network, float32 [batch, ...] to float32 [batch, ...]. Its constructor takes the
// input's shape, draws the initial weights from LibTorch's default generator, and registers
// parameters and moving statistics as LibTorch's modules do.
class Layer : public torch::nn::Module {
 public:
  explicit Layer(Shape output) : output_(std::move(output)) {}

  virtual at::Tensor forward(const at::Tensor& input) = 0;
  // The same in a conditional network. `labels`: int64 [batch], the class of each sample, from 0.
  // Most layers ignore them.
  virtual at::Tensor forward(const at::Tensor& input, const at::Tensor& labels);

  // From now on, in training, forward() gets this process's part of the batch, and computes what it
  // would for those rows of the whole batch. Most layers compute each row by itself.
  virtual void share(const SharedBatch&) {}

  // Whether it needs labels.
  virtual bool is_conditional() const { return false; }

  const Shape& output_shape() const { return output_; }

  // The list appends a number to get its name: "dense" becomes dense1, dense2, ...
  virtual std::string base_name() const = 0;

  // Its name in Keras: "Dense". Empty where Keras has only an argument, as for activations: such a
  // layer has no row in the summary.
  virtual std::string keras_name() const = 0;

  // The same computation in TorchScript: statements that replace `x`, one a line, indented by four
  // spaces. Parameters, moving statistics and inner layers are `self.NAME`; `labels` are there if
  // it is conditional.
  virtual std::string script() const = 0;

  // Its rows in a summary. `name`: its name in the list.
  virtual std::vector<LayerSummary> rows(const std::string& name) const;

 protected:
  void set_output_shape(Shape output) { output_ = std::move(output); }

 private:
  Shape output_;
};

// Calls share() of all layers of a network.
void share_batch(torch::nn::Module& network, const SharedBatch& batch);

// Throws Error unless `input` has `dimensions` dimensions. `layer`: its name in the message.
void check_dimensions(const std::string& layer, const Shape& input, std::size_t dimensions);

// The number of values in a sample.
std::int64_t size_of(const Shape& shape);

// Of an inner layer called `name`, its result for `x` in TorchScript.
std::string script_call(const Layer& layer, const std::string& name);

// A number as a TorchScript literal.
std::string script_literal(double value);

// Throws Error for more than 2^28 weights (1 GiB).
void check_weights(const std::string& layer, std::int64_t inputs, std::int64_t outputs);

}  // namespace gan
