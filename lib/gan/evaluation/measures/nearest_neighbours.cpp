#include "gan/evaluation/measures/nearest_neighbours.h"

#include <tuple>

#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/device/portions.h"
#include "gan/evaluation/measures/features.h"

namespace gan {
namespace {

constexpr const char* kFindingNearest = "finding the nearest training images";
constexpr std::int64_t kTrainingAtOnce = 1000;

bool are_images(const at::Tensor& images, at::ScalarType type) {
  return images.defined() && (images.dim() == 3 || images.dim() == 4) &&
         images.scalar_type() == type && images.numel() > 0;
}

// float32 [count, pixels] from 0 to 1.
at::Tensor pixels_of(const at::Tensor& uint8_images) {
  return uint8_images.cpu().flatten(1).to(torch::kFloat32).div_(255);
}

at::Tensor nearest_of(const at::Tensor& rows, const at::Tensor& training,
                      const OnProgress& on_progress) {
  const std::int64_t blocks = (training.size(0) + kTrainingAtOnce - 1) / kTrainingAtOnce;
  const at::Tensor least = torch::empty({blocks, rows.size(0)}, rows.options());
  const at::Tensor index = torch::empty({blocks, rows.size(0)}, torch::kInt64);
  in_portions(training.size(0), kTrainingAtOnce, on_progress,
              [&](std::int64_t begin, std::int64_t end) {
                const auto [distance, place] =
                    square_distances(rows, pixels_of(training.slice(0, begin, end))).min(1);
                least[begin / kTrainingAtOnce].copy_(distance);
                index[begin / kTrainingAtOnce].copy_(place + begin);
              });
  return index.gather(0, least.argmin(0, /*keepdim=*/true)).squeeze(0);
}

}  // namespace

NearestNeighbours nearest_neighbours(const at::Tensor& samples, const at::Tensor& training,
                                     std::int64_t at_most, const OnProgress& on_progress) {
  if (!are_images(samples, torch::kFloat32) || !are_images(training, torch::kUInt8) ||
      samples.sizes().slice(1) != training.sizes().slice(1) || at_most < 1)
    throw Error(kFindingNearest).expected("float32 samples and uint8 training images of one size");
  const at::Tensor rows =
      Features(samples.slice(0, 0, at_most).flatten(1), kFindingNearest).rows().add(1).div_(2);
  const at::Tensor index = nearest_of(rows.to(torch::kFloat32), training, on_progress);
  const at::Tensor images = training.cpu().index_select(0, index).flatten(1).to(torch::kFloat64);
  // Computed again, as the search rounds distances and a copy must be at 0.
  return {index, (rows - images.div(255)).square().sum(1).sqrt()};
}

}  // namespace gan
