// The latents and classes of a run's pictures.
#pragma once

#include <cstddef>
#include <cstdint>

#include <ATen/core/Tensor.h>

namespace gan::app {

constexpr std::size_t kMostClassRows = 20;

// What a picture shows, row by row.
struct PictureInput {
  at::Tensor latents;        // float32 [n, latent_dim]
  at::Tensor labels;         // int64 [n]; undefined if the generator is not conditional
  std::int64_t columns = 1;  // images in a row
};

// The first `count` latents in one row. `classes`: of a conditional generator, which are drawn in
// turn; 0: it is not conditional.
PictureInput one_row(const at::Tensor& latents, std::int64_t count, std::int64_t classes);

// A row of `columns` images for each class, at most kMostClassRows, all rows of the same latents.
// Without classes, `rows` rows of different latents.
PictureInput rows_of_classes(const at::Tensor& latents, std::int64_t rows, std::int64_t columns,
                             std::int64_t classes);

}  // namespace gan::app
