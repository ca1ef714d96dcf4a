#include "gan/data/sources/make_image_set.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include <ATen/Functions.h>

#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/data/pictures/picture_fit.h"
#include "gan/data/pixel_scaling.h"
#include "gan/data/sources/known_sets.h"
#include "gan/data/sources/synthetic.h"

namespace gan {
namespace {

constexpr std::int64_t kImagesAtOnce = 1024;

// Scales bytes of this range to 0 to 255.
void spread_pixels(at::Tensor& bytes, PixelRange range) {
  if (range == PixelRange()) return;
  std::array<std::uint8_t, 256> spread{};
  for (std::size_t i = 0; i < spread.size(); ++i) {
    const double share = (static_cast<double>(i) - range.black) / (range.white - range.black);
    spread[i] = static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0, 1.0)));
  }
  auto* const begin = bytes.mutable_data_ptr<std::uint8_t>();
  std::for_each(begin, begin + bytes.numel(), [&](std::uint8_t& byte) { byte = spread[byte]; });
}

// uint8 of the same sizes.
at::Tensor to_bytes(at::Tensor numbers, PixelRange range) {
  numbers = numbers.contiguous();
  if (numbers.scalar_type() == at::kByte) {
    spread_pixels(numbers, range);
    return numbers;
  }
  at::Tensor bytes = at::empty(numbers.sizes(), at::kByte);
  for (std::int64_t begin = 0; begin < numbers.size(0); begin += kImagesAtOnce) {
    const std::int64_t count = std::min(kImagesAtOnce, numbers.size(0) - begin);
    bytes.narrow(0, begin, count)
        .copy_(
            scale_pixels(numbers.narrow(0, begin, count), range).mul_(127.5).add_(127.5).round_());
  }
  return bytes;
}

// [count, 1 or 3, height, width] with that many channels. Grey is the luminance of ITU-R 601,
// rounded as in Pillow.
at::Tensor with_channels(const at::Tensor& images, std::int64_t channels) {
  if (channels == 0 || images.size(1) == channels) return images;
  if (channels == 3) return images.expand({-1, 3, -1, -1}).contiguous();
  const at::Tensor weights = at::tensor({19595, 38470, 7471}, at::kInt).view({1, 3, 1, 1});
  return images.to(at::kInt)
      .mul(weights)
      .sum(1, /*keepdim=*/true, at::kInt)
      .add_(0x8000)
      .bitwise_right_shift_(16)
      .to(at::kByte);
}

at::Tensor shaped(const at::Tensor& images, const DataOptions& options, const std::string& source) {
  const std::optional<ImageShape> size = options.asked_size();
  const bool grey = images.dim() == 3;
  at::Tensor all = grey ? images.unsqueeze(1) : images;
  if (all.size(1) != 1 && all.size(1) != 3)
    throw Error("reading images")
        .at(source)
        .expected("images of 1 or 3 channels")
        .found(std::to_string(all.size(1)));
  if (options.transpose) all = all.transpose(2, 3).contiguous();
  if (size || (options.channels != 0 && options.channels != all.size(1))) {
    std::vector<at::Tensor> parts;
    for (const at::Tensor& part : all.split(kImagesAtOnce)) {
      const at::Tensor channels = with_channels(part, options.channels);
      parts.push_back(size ? fit_images(channels, *size, options.fit,
                                        static_cast<std::uint8_t>(options.background))
                           : channels);
    }
    all = at::cat(parts);
  }
  return all.size(1) == 1 ? all.squeeze(1) : all;
}

std::string sha256_of_images(const at::Tensor& images) {
  const std::string header = encode_idx_header(images.sizes().vec());
  return Sha256()
      .update(header.data(), header.size())
      .update(images.const_data_ptr<std::uint8_t>(), static_cast<std::size_t>(images.numel()))
      .hex();
}

// The tensor owns what `array` holds, so nothing is copied.
template <class Array, class Numbers>
at::Tensor owning(Array array, Numbers Array::*numbers, const at::TensorOptions& type) {
  auto owner = std::make_shared<Array>(std::move(array));
  return at::from_blob(((*owner).*numbers).data(), owner->sizes, [owner](void*) {}, type);
}

}  // namespace

at::Tensor idx_tensor(IdxArray array) {
  return owning(std::move(array), &IdxArray::bytes, at::kByte);
}

at::Tensor label_tensor(const IdxArray& labels) {
  return idx_tensor(labels).to(at::kLong);
}

at::Tensor npy_tensor(NpyArray array) {
  if (!array.bytes.empty()) return owning(std::move(array), &NpyArray::bytes, at::kByte);
  const NpyType type = array.type;
  const at::Tensor values = owning(std::move(array), &NpyArray::values, at::kFloat);
  const bool bytes = type.kind == 'u' && type.size == 1;
  return values.to(type.kind == 'f' ? at::kFloat : bytes ? at::kByte : at::kLong);
}

ImageSet make_image_set(at::Tensor numbers, std::string source, const DataOptions& options) {
  ImageSet set;
  set.pixels = find_pixel_range(numbers, options.asked_pixel_range(), source);
  set.images = shaped(to_bytes(std::move(numbers), set.pixels.range), options, source);
  set.sha256 = sha256_of_images(set.images);
  set.name = known_set(set.sha256);
  if (!set.name.empty()) set.pixels.facts.clear();
  if (set.name.empty()) set.name = kIdxImages;
  set.source = std::move(source);
  return set;
}

ImageSet synthetic_set(std::int64_t count, std::uint64_t seed, const DataOptions& options) {
  SyntheticDigits digits = draw_synthetic_digits(count, seed);
  ImageSet set = make_image_set(idx_tensor(std::move(digits.images)), kBuiltIn, options);
  set.name = "synthetic digits";
  set.pixels.facts.clear();
  set.labels = label_tensor(digits.labels);
  return set;
}

}  // namespace gan
