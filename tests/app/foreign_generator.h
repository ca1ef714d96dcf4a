// Generators that other programs might have made.
#pragma once

#include <sstream>
#include <string>

#include <torch/script.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "files.h"

namespace gan::test {

// Makes images of 28 by 28 pixels from `x`, latents of 8 numbers, by an expression that may use
// self.weight [8, 784], the same each time.
inline std::string write_foreign_generator(const std::string& path, const std::string& images) {
  const torch::NoGradGuard no_grad;
  torch::manual_seed(1);
  torch::jit::Module module("Foreign");
  module.register_parameter("weight", torch::randn({8, 784}), /*is_buffer=*/false);
  module.define("def forward(self, x):\n  return " + images + "\n");
  std::ostringstream bytes;
  module.save(bytes);
  return write_file(path, bytes.str());
}

}  // namespace gan::test
