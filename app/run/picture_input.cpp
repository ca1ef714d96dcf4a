#include "run/picture_input.h"

#include <algorithm>

#include <torch/types.h>

#include "gan/networks/latents.h"

namespace gan::app {

PictureInput one_row(const at::Tensor& latents, std::int64_t count, std::int64_t classes) {
  return {latents.narrow(0, 0, count), labels_in_turn(count, classes), count};
}

PictureInput rows_of_classes(const at::Tensor& latents, std::int64_t rows, std::int64_t columns,
                             std::int64_t classes) {
  if (classes == 0) return {latents.narrow(0, 0, rows * columns), {}, columns};
  const std::int64_t shown = std::min(classes, static_cast<std::int64_t>(kMostClassRows));
  return {latents.narrow(0, 0, columns).repeat({shown, 1}),
          torch::arange(shown, torch::kInt64).repeat_interleave(columns), columns};
}

}  // namespace gan::app
