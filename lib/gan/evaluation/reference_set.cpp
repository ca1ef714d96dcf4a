#include "gan/evaluation/reference_set.h"

#include <algorithm>

#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/evaluation/class_shares.h"

namespace gan {
namespace {

constexpr std::int64_t kAtOnce = 5000;

}  // namespace

ReferenceSet make_reference_set(Judge judge, const at::Tensor& images, const at::Tensor& labels,
                                const std::string& name) {
  if (!images.defined() || images.dim() != 3 || images.scalar_type() != torch::kUInt8 ||
      !labels.defined() || labels.dim() != 1 || labels.size(0) != images.size(0))
    throw Error("preparing the real images")
        .expected("uint8 images [count, height, width] with a label each");
  ReferenceSet set;
  set.name = name;
  set.images = images;
  set.features = torch::empty({images.size(0), kJudgeFeatures});
  for (std::int64_t begin = 0; begin < images.size(0); begin += kAtOnce) {
    const std::int64_t end = std::min(images.size(0), begin + kAtOnce);
    const at::Tensor some = scaled_images(images.slice(0, begin, end));
    set.features.slice(0, begin, end).copy_(judge_images(judge, some).features);
  }
  set.fit = fit_gaussian(set.features);
  set.shares = label_shares(labels, judge->classes());
  set.judge_hash = hash_of(judge);
  return set;
}

}  // namespace gan
