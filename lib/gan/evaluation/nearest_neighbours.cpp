#include "gan/evaluation/nearest_neighbours.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/evaluation/features.h"

namespace gan {
namespace {

constexpr const char* kFindingNearest = "finding the nearest training images";
constexpr std::int64_t kSamplesAtOnce = 1000, kTrainingAtOnce = 4000;

bool are_images(const at::Tensor& images, at::ScalarType type) {
  return images.defined() && images.dim() == 3 && images.scalar_type() == type &&
         images.numel() > 0;
}

// float32 [count, pixels] from 0 to 1.
at::Tensor pixels_of(const at::Tensor& uint8_images) {
  return uint8_images.cpu().flatten(1).to(torch::kFloat32).div_(255);
}

at::Tensor nearest_of(const at::Tensor& rows, const at::Tensor& training, const Pulse& pulse) {
  at::Tensor index = torch::zeros({rows.size(0)}, torch::kInt64);
  at::Tensor least =
      torch::full({rows.size(0)}, std::numeric_limits<double>::infinity(), rows.options());
  for (std::int64_t begin = 0; begin < training.size(0); begin += kTrainingAtOnce) {
    if (pulse) pulse();
    const at::Tensor block = pixels_of(training.slice(0, begin, begin + kTrainingAtOnce));
    const auto [distance, place] = square_distances(rows, block).min(1);
    const at::Tensor nearer = distance.lt(least);
    index = torch::where(nearer, place + begin, index);
    least = torch::where(nearer, distance, least);
  }
  return index;
}

}  // namespace

NearestNeighbours nearest_neighbours(const at::Tensor& samples, const at::Tensor& training,
                                     std::int64_t at_most, const Pulse& pulse) {
  if (!are_images(samples, torch::kFloat32) || !are_images(training, torch::kUInt8) ||
      samples.size(1) != training.size(1) || samples.size(2) != training.size(2) || at_most < 1)
    throw Error(kFindingNearest).expected("float32 samples and uint8 training images of one size");
  const at::Tensor rows =
      checked_features(samples.slice(0, 0, at_most).flatten(1), 1, kFindingNearest).add(1).div_(2);
  NearestNeighbours nearest;
  nearest.index = torch::empty({rows.size(0)}, torch::kInt64);
  nearest.distance = torch::empty({rows.size(0)}, torch::kFloat64);
  for (std::int64_t begin = 0; begin < rows.size(0); begin += kSamplesAtOnce) {
    const at::Tensor some = rows.slice(0, begin, begin + kSamplesAtOnce);
    const at::Tensor index = nearest_of(some.to(torch::kFloat32), training, pulse);
    const at::Tensor images = training.cpu().index_select(0, index).flatten(1).to(torch::kFloat64);
    nearest.index.slice(0, begin, begin + kSamplesAtOnce).copy_(index);
    // The search's distances are rounded; a copy shall be at 0.
    nearest.distance.slice(0, begin, begin + kSamplesAtOnce)
        .copy_((some - images.div(255)).square().sum(1).sqrt());
  }
  return nearest;
}

}  // namespace gan
