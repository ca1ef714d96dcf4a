#include "gan/data/random_batches.h"

#include <string>

#include <ATen/Functions.h>

#include "gan/base/error.h"

namespace gan {

RandomBatches::RandomBatches(const at::Tensor& uint8_images, std::int64_t batch_size,
                             const at::Device& device, bool flip, const at::Tensor& labels)
    : part_{0, batch_size, batch_size}, width_(0), flip_(flip) {
  const Error error = Error("drawing batches of images");
  if (batch_size < 1)
    throw Error(error).expected("a batch size of at least 1").found(std::to_string(batch_size));
  if (!uint8_images.defined() || uint8_images.scalar_type() != at::kByte ||
      uint8_images.dim() < 2 || uint8_images.dim() > 4)
    throw Error(error).expected("images of unsigned bytes, [count, height, width]");
  if (uint8_images.numel() == 0) throw Error(error).expected("at least one image").found("none");
  if (uint8_images.dim() > 2) width_ = uint8_images.size(-1);
  if (flip && width_ == 0)
    throw Error(error).expected("images with a width, to mirror them").found("flat ones");
  if (labels.defined()) {
    const bool fits = labels.scalar_type() == at::kLong && labels.dim() == 1 &&
                      labels.size(0) == uint8_images.size(0);
    if (!fits || labels.min().item<std::int64_t>() < 0)
      throw Error(error).expected("one label of at least 0 for each image").found("others");
    classes_ = labels.max().item<std::int64_t>() + 1;
    labels_ = labels.to(device);
  }
  images_ = uint8_images.reshape({uint8_images.size(0), -1}).to(device).contiguous();
  // For a divisor on the host, the GPU multiplies by its reciprocal, which rounds differently.
  half_ = at::full({}, 127.5, at::TensorOptions().dtype(at::kFloat).device(device));
}

at::Tensor RandomBatches::choose() const {
  return at::randint(image_count(), {batch_size()}, images_.options().dtype(at::kLong));
}

void RandomBatches::share_among(std::int64_t processes, std::int64_t rank) {
  if (batch_size() < processes)
    throw Error::usage("sharing batches among processes")
        .at("--batch-size")
        .expected("at least one image for each of the " + std::to_string(processes) + " processes")
        .found(std::to_string(batch_size()));
  part_ = BatchPart::of_rank(batch_size(), rank, processes);
}

Batch RandomBatches::next() {
  const at::Tensor index = part_.of(choose());
  const at::Tensor images = images_.index_select(0, index);
  return {scaled(flip_ ? mirrored_at_random(images) : images), labels_of(index)};
}

Batch RandomBatches::spread(std::int64_t count) const {
  const at::Tensor index =
      at::arange(count, images_.options().dtype(at::kLong)).mul(image_count()).div(count, "floor");
  return {scaled(images_.index_select(0, index)), labels_of(index)};
}

at::Tensor RandomBatches::labels_of(const at::Tensor& index) const {
  return labels_.defined() ? labels_.index_select(0, index) : labels_;
}

at::Tensor RandomBatches::mirrored_at_random(const at::Tensor& images) const {
  const at::Tensor rows = images.view({images.size(0), -1, width_});
  const at::Tensor coins = at::randint(2, {batch_size(), 1, 1}, images.options());
  return at::where(part_.of(coins).to(at::kBool), rows.flip(2), rows).view(images.sizes());
}

at::Tensor RandomBatches::scaled(const at::Tensor& images) const {
  return images.to(at::kFloat).sub_(half_).div_(half_);
}

}  // namespace gan
