// Random training images, as the discriminator takes them.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "gan/data/batch.h"
#include "gan/data/batch_part.h"

namespace gan {

class RandomBatches {
 public:
  // `uint8_images`: [count, height, width], [count, channels, height, width] or [count, values], on
  // any device. They are kept as uint8 on `device`, without a copy if they are there already.
  // `flip`: next() mirrors each image left to right with probability 1/2. `labels`: int64 [count],
  // the class of each image from 0, for a conditional training. Throws Error for other types and
  // shapes, no images, a batch size below 1, and `flip` for images without a width.
  RandomBatches(const at::Tensor& uint8_images, std::int64_t batch_size, const at::Device& device,
                bool flip = false, const at::Tensor& labels = {});

  // From now on, next() draws whole batches and returns only the part of process `rank`. Throws
  // Error (usage) where the batch has fewer images than there are processes.
  void share_among(std::int64_t processes, std::int64_t rank);
  const BatchPart& part() const { return part_; }

  // On the device: images drawn uniformly with replacement by torch's default generator of the
  // device, each pixel (x - 127.5) / 127.5, so from -1 to 1, rounded as in the tutorial's NumPy,
  // and their labels, if there are any. Never waits for the device.
  Batch next();

  // The same for `count` images at even distances in the set; draws no random numbers.
  Batch spread(std::int64_t count) const;

  // Only the draw, for callers that gather and scale the images themselves: int64 [batch_size],
  // from 0 to image_count() - 1, on the device. next() begins with the same draw; which images it
  // mirrors is drawn after that.
  at::Tensor choose() const;
  const at::Tensor& images() const { return images_; }  // uint8 [count, values], contiguous

  std::int64_t image_count() const { return images_.size(0); }
  std::int64_t batch_size() const { return part_.whole; }
  std::int64_t values() const { return images_.size(1); }
  bool flips() const { return flip_; }
  std::int64_t classes() const { return classes_; }  // the largest label + 1; 0: no labels
  at::Device device() const { return images_.device(); }

 private:
  at::Tensor mirrored_at_random(const at::Tensor& images) const;
  at::Tensor scaled(const at::Tensor& images) const;
  at::Tensor labels_of(const at::Tensor& index) const;

  at::Tensor images_;  // uint8 [count, values]
  at::Tensor labels_;  // int64 [count]
  at::Tensor half_;    // float32 [], 127.5
  std::int64_t classes_ = 0;
  BatchPart part_;
  std::int64_t width_;
  bool flip_;
};

}  // namespace gan
