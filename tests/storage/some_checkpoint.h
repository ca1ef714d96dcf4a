// A small checkpoint, and its file with other metadata.
#pragma once

#include <string>

#include <torch/types.h>

#include "gan/storage/checkpoint.h"
#include "gan/storage/safetensors/safetensors.h"

namespace gan::test {

inline Checkpoint some_checkpoint() {
  Checkpoint checkpoint;
  checkpoint.options = "{\"epochs\": 3, \"data\": \"/über/\\\"x\\\"\"}\n";
  checkpoint.data_sha256 = std::string(64, 'a');
  checkpoint.data_name = "MNIST";
  checkpoint.image = {4, 6};
  checkpoint.rollbacks = 2;
  checkpoint.training.engine = "cpu-mlp";
  checkpoint.training.epochs = 12;
  checkpoint.training.iterations = 34;
  checkpoint.training.loss_sum = {0.1, 1.0 / 3, 1e300};
  checkpoint.training.tensors = {{"generator.weight", torch::randn({3, 5}).t()},
                                 {"random.cpu", torch::arange(9).to(torch::kUInt8)},
                                 {"adam.steps.generator", torch::tensor({7}, torch::kInt64)},
                                 {"nothing", torch::empty({0, 4})},
                                 {"scalar", torch::tensor(1.5F)}};
  checkpoint.samples = {{"latents", torch::randn({2, 2})}};
  return checkpoint;
}

// The file with other metadata, digest included.
inline std::string with_metadata(const std::string& bytes, const std::string& name,
                                 const std::string& value) {
  Safetensors content = decode_safetensors(bytes, "test");
  content.metadata[name] = value;
  if (value.empty()) content.metadata.erase(name);
  return encode_safetensors(content);
}

}  // namespace gan::test
