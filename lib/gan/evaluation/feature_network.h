// A TorchScript network of the user's, whose output is taken as features.
#pragma once

#include <torch/csrc/jit/api/module.h>

#include "gan/evaluation/feature_extractor.h"

namespace gan {

// Two calling conventions:
// - forward(images): float32 [n, channels, height, width] from -1 (black) to 1, with the channels
//   of the data set;
// - if forward() has an argument `return_features`: uint8 [n, 3, height, width] from 0 to 255 (grey
//   images three times), and return_features=True, as NVIDIA's inception-2015-12-05.pt takes them
//   (Karras et al. 2020, "Training Generative Adversarial Networks with Limited Data", their
//   metrics). Samples are rounded to bytes for it, as they are when they are saved.
// Both return n entries of floating-point numbers, which are flattened to [n, size]: a tensor, or a
// list, tuple or dictionary of one.
class FeatureNetwork : public FeatureExtractor {
 public:
  // Loads the file (torchscript_import.h), makes its numbers float32 and moves it to the device.
  // Throws Error for what is no TorchScript, and for a forward() that cannot be called in either
  // way. The file may run code: load trusted ones only.
  FeatureNetwork(const std::string& path, const at::Device& device);

  const std::string& hash() const override { return hash_; }  // of the file
  std::int64_t classes() const override { return 0; }
  // Probabilities are undefined. These also throw Error where the network fails, and where it does
  // not return one row of finite numbers for each image.
  Classified classify(const at::Tensor& images, const OnProgress& on_progress) const override;
  at::Tensor features_of_pixels(const at::Tensor& images,
                                const OnProgress& on_progress) const override;

 private:
  at::Tensor features_of(const at::Tensor& images, at::ScalarType type,
                         const OnProgress& on_progress) const;
  at::Tensor input_of(const at::Tensor& images) const;
  at::Tensor run(const at::Tensor& input) const;

  std::string path_;
  at::Device device_;
  // forward() is no const method.
  mutable torch::jit::Module module_;
  bool takes_bytes_;  // the second convention
  std::string hash_;
};

}  // namespace gan
