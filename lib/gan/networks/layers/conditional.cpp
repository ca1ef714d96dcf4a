#include "gan/networks/layers/conditional.h"

#include <torch/types.h>

#include "gan/base/error.h"

namespace gan {

// A product with rows of zeros and a one: on a GPU, the gradient of an embedding waits for the
// device, and so cannot be captured in a CUDA graph.
at::Tensor rows_of(const at::Tensor& weight, const at::Tensor& labels) {
  const std::int64_t classes = weight.size(0);
  const Error wrong =
      Error("running a conditional network").expected("the class of each sample, int64 [batch]");
  if (!labels.defined() || labels.scalar_type() != torch::kInt64 || labels.dim() != 1)
    throw Error(wrong).found(labels.defined() ? "other labels" : "no labels");
  if (labels.is_cpu() && labels.numel() > 0) {
    const auto [least, most] = torch::aminmax(labels);
    if (least.item<std::int64_t>() < 0 || most.item<std::int64_t>() >= classes)
      throw Error(wrong)
          .expected("classes from 0 to " + std::to_string(classes - 1))
          .found(std::to_string(least.item<std::int64_t>()) + " to " +
                 std::to_string(most.item<std::int64_t>()));
  }
  const at::Tensor all = torch::arange(classes, labels.options());
  return labels.unsqueeze(1).eq(all).to(weight.scalar_type()).mm(weight);
}

std::string rows_script(const std::string& weight) {
  return "torch.embedding(" + weight + ", labels)";
}

}  // namespace gan
