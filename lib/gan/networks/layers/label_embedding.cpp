#include "gan/networks/layers/label_embedding.h"

#include <torch/types.h>

namespace gan {
namespace {

constexpr std::int64_t kNumbers = 64;  // for a class

Shape joined(const Shape& input) {
  check_dimensions("Embedding", input, 1);
  return {input[0] + kNumbers};
}

}  // namespace

LabelEmbedding::LabelEmbedding(const Shape& input, std::int64_t classes)
    : ConditionalLayer(joined(input)) {
  check_weights("Embedding", classes, kNumbers);
  weight = register_parameter("weight", torch::randn({classes, kNumbers}));
}

at::Tensor LabelEmbedding::forward(const at::Tensor& input, const at::Tensor& labels) {
  return torch::cat({input, rows_of(weight, labels)}, 1);
}

std::string LabelEmbedding::script() const {
  return "    x = torch.cat([x, " + rows_script("weight") + "], 1)\n";
}

}  // namespace gan
