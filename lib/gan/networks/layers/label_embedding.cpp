#include "gan/networks/layers/label_embedding.h"

#include <cmath>

#include <torch/types.h>

namespace gan {
namespace {

constexpr std::int64_t kNumbers = 64;  // for a class
constexpr double kLength = 0.3, kLeastLength = 1e-12;

Shape joined(const Shape& input) {
  check_dimensions("Embedding", input, 1);
  return {input[0] + kNumbers};
}

}  // namespace

LabelEmbedding::LabelEmbedding(const Shape& input, std::int64_t classes)
    : ConditionalLayer(joined(input)) {
  check_weights("Embedding", classes, kNumbers);
  weight = register_parameter("weight", torch::randn({classes, kNumbers}) / std::sqrt(kNumbers));
}

at::Tensor LabelEmbedding::forward(const at::Tensor& input, const at::Tensor& labels) {
  const at::Tensor lengths = weight.norm(2, 1, /*keepdim=*/true).clamp_min(kLeastLength);
  return torch::cat({input, rows_of(weight * (kLength / lengths), labels)}, 1);
}

std::string LabelEmbedding::script() const {
  return "    lengths = torch.clamp_min(torch.norm(self.weight, 2, [1], True), " +
         script_literal(kLeastLength) + ")\n    x = torch.cat([x, " +
         rows_script("self.weight * (" + script_literal(kLength) + " / lengths)") + "], 1)\n";
}

}  // namespace gan
