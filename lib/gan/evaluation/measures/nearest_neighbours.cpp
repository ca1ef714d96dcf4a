#include "gan/evaluation/measures/nearest_neighbours.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/data/image_tensor.h"
#include "gan/device/portions.h"
#include "gan/evaluation/measures/features.h"

namespace gan {
namespace {

constexpr const char* kFindingNearest = "finding the nearest training images";
constexpr std::int64_t kTrainingAtOnce = 1000;
// Of large images, fewer are held at once.
constexpr std::int64_t kTrainingNumbersAtOnce = std::int64_t{1} << 22;
constexpr std::int64_t kSampleNumbersAtOnce = std::int64_t{1} << 24;

bool are_of(at::ScalarType type, const at::Tensor& images) {
  return are_images(images) && images.scalar_type() == type && images.numel() > 0;
}

// float32 [count, pixels] from 0 to 1.
at::Tensor pixels_of(const at::Tensor& uint8_images) {
  return uint8_images.cpu().flatten(1).to(torch::kFloat32).div_(255);
}

at::Tensor nearest_of(const at::Tensor& rows, const at::Tensor& training,
                      const OnProgress& on_progress) {
  const std::int64_t at_once =
      std::clamp<std::int64_t>(kTrainingNumbersAtOnce / rows.size(1), 1, kTrainingAtOnce);
  const std::int64_t blocks = (training.size(0) + at_once - 1) / at_once;
  const at::Tensor least = torch::empty({blocks, rows.size(0)}, rows.options());
  const at::Tensor index = torch::empty({blocks, rows.size(0)}, torch::kInt64);
  in_portions(training.size(0), at_once, on_progress, [&](std::int64_t begin, std::int64_t end) {
    const auto [distance, place] =
        square_distances(rows, pixels_of(training.slice(0, begin, end))).min(1);
    least[begin / at_once].copy_(distance);
    index[begin / at_once].copy_(place + begin);
  });
  return index.gather(0, least.argmin(0, /*keepdim=*/true)).squeeze(0);
}

}  // namespace

NearestNeighbours nearest_neighbours(const at::Tensor& samples, const at::Tensor& training,
                                     std::int64_t at_most, const OnProgress& on_progress) {
  if (!are_of(torch::kFloat32, samples) || !are_of(torch::kUInt8, training) ||
      shape_of(samples) != shape_of(training) || at_most < 1)
    throw Error(kFindingNearest).expected("float32 samples and uint8 training images of one size");
  const std::int64_t at_once =
      std::max<std::int64_t>(1, kSampleNumbersAtOnce / shape_of(samples).values());
  std::vector<at::Tensor> indices, distances;
  for (const at::Tensor& some : samples.slice(0, 0, at_most).split(at_once)) {
    const at::Tensor rows = Features(some.flatten(1), kFindingNearest).rows().add(1).div_(2);
    const at::Tensor index = nearest_of(rows.to(torch::kFloat32), training, on_progress);
    const at::Tensor images = training.cpu().index_select(0, index).flatten(1).to(torch::kFloat64);
    // Computed again, as the search rounds distances and a copy must be at 0.
    distances.push_back((rows - images.div(255)).square().sum(1).sqrt());
    indices.push_back(index);
  }
  return {torch::cat(indices), torch::cat(distances)};
}

}  // namespace gan
