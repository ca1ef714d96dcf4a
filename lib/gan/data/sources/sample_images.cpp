#include "gan/data/sources/sample_images.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include <ATen/Functions.h>

#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/data/formats/content_kind.h"
#include "gan/data/formats/content_reader.h"
#include "gan/data/formats/npy_file.h"
#include "gan/data/formats/picture.h"
#include "gan/data/image_tensor.h"
#include "gan/data/pictures/picture_files.h"
#include "gan/data/pictures/zip_pictures.h"
#include "gan/data/pixel_scaling.h"
#include "gan/data/sources/make_image_set.h"

namespace gan {
namespace {

constexpr const char* kReadingSamples = "reading images";

// Images before their pixels are scaled.
struct UnscaledImages {
  at::Tensor values;  // uint8 or float32 (image_tensor.h)
  std::int64_t available = 0;
  std::string kind;
};

Error wrong_channels(const std::string& path, const ImageShape& shape) {
  const bool grey = shape.channels == 1;
  return Error(kReadingSamples)
      .at(path)
      .expected("images of " + channels_text(shape.channels) + ", as in the data set")
      .hint(grey ? "--channels 3 makes the data set colour"
                 : "--channels 1 makes the data set grey");
}

// The pictures of a folder or an archive, all of this size, on black.
UnscaledImages read_pictures(const std::string& path, const ImageShape& shape,
                             const SampleChoice& choice) {
  const std::unique_ptr<PictureFiles> files = open_pictures(path);
  const auto available = static_cast<std::int64_t>(files->pictures().size());
  const std::vector<std::int64_t> chosen = choice.of(available);
  const auto count = static_cast<std::int64_t>(chosen.size());
  at::Tensor pixels = at::empty({count, shape.height, shape.width, shape.channels}, at::kByte);
  auto* to = pixels.mutable_data_ptr<std::uint8_t>();
  bool colour = false;
  for (const std::int64_t index : chosen) {
    const auto place = static_cast<std::size_t>(index);
    const std::string bytes = files->read(place);
    const std::string name = files->name_of(files->pictures()[place].name);
    const PictureFacts facts = read_picture_facts(bytes, name);
    if (facts.height != shape.height || facts.width != shape.width)
      throw Error(kReadingSamples)
          .at(name)
          .expected("a picture of " + size_text(shape) + " pixels, as in the data set")
          .found(size_text({facts.height, facts.width}));
    const Image image = decode_picture(bytes, name, shape.channels, /*background=*/0);
    to = std::copy(image.pixels.begin(), image.pixels.end(), to);
    colour = colour || facts.colour;
  }
  if (shape.channels > 1 && !colour)
    throw wrong_channels(path, shape).found("pictures of " + channels_text(1));
  return {pixels.permute({0, 3, 1, 2}).contiguous().view(sizes_of(count, shape)), available,
          is_zip(path) ? "archive of pictures" : "folder of pictures"};
}

using Sizes = std::vector<std::int64_t>;

// Whether an entry of an array has the sizes of such an image.
bool holds_image(const Sizes& each, const ImageShape& shape) {
  const auto [height, width, channels] = shape;
  if (each == Sizes{channels, height, width} || each == Sizes{height, width, channels}) return true;
  return channels == 1 && (each == Sizes{height, width} || each == Sizes{height * width});
}

// Throws Error unless the entries of an array of these sizes, of which the first counts them, have
// the sizes of such an image.
void check_sizes(const Sizes& sizes, const ImageShape& shape, const std::string& path) {
  const Sizes each(sizes.begin() + 1, sizes.end());
  if (holds_image(each, shape)) return;
  const ImageShape other{shape.height, shape.width, shape.channels == 1 ? 3 : 1};
  if (holds_image(each, other))
    throw wrong_channels(path, shape)
        .found(channels_text(other.channels) + ", " + shape_text(sizes));
  const std::string channels = shape.channels == 1 ? "" : std::to_string(shape.channels) + ", ";
  throw Error(kReadingSamples)
      .at(path)
      .expected("images of the data set's size, [n, " + channels + std::to_string(shape.height) +
                ", " + std::to_string(shape.width) + "]")
      .found(shape_text(sizes));
}

UnscaledImages read_numpy(const std::string& path, const ImageShape& shape,
                          const SampleChoice& choice) {
  NpyArray array = read_npy(path, choice);
  Sizes sizes = array.sizes;
  sizes[0] = array.rows;
  check_sizes(sizes, shape, path);
  const std::string kind = name_of(array.type) + " NumPy array";
  at::Tensor values = npy_tensor(std::move(array));
  const std::vector<std::int64_t> wanted = sizes_of(values.size(0), shape);
  if (shape.channels > 1 && values.sizes() != wanted) values = values.permute({0, 3, 1, 2});
  return {values.contiguous().view(wanted), sizes[0], kind};
}

UnscaledImages read_idx_images(const std::string& path, const ImageShape& shape,
                               const SampleChoice& choice) {
  IdxArray array = read_idx(path, 3);
  check_sizes(array.sizes, shape, path);
  const std::int64_t available = array.sizes[0];
  const at::Tensor chosen = at::tensor(choice.of(available), at::kLong);
  return {idx_tensor(std::move(array)).index_select(0, chosen), available, "IDX file"};
}

UnscaledImages read_numbers(const std::string& path, const ImageShape& shape,
                            const SampleChoice& choice) {
  std::error_code unknown;
  if (std::filesystem::is_directory(path, unknown) || is_zip(path))
    return read_pictures(path, shape, choice);
  const std::string head = content_head(path, kReadingSamples);
  if (is_npy(head)) return read_numpy(path, shape, choice);
  const std::string kind = describe_content(head);
  if (kind.rfind("an IDX", 0) == 0) return read_idx_images(path, shape, choice);
  Error wrong =
      Error(kReadingSamples).at(path).expected("an .npy file, an IDX file or a folder of pictures");
  wrong.found(kind);
  if (kind == "a Python pickle") wrong.hint("save its array: numpy.save(\"images.npy\", images)");
  if (kind.find(" picture") != std::string::npos)
    wrong.hint("give a folder with one file for each image");
  throw wrong;
}

}  // namespace

SampleImages load_sample_images(const std::string& path, const ImageShape& shape,
                                const SampleChoice& choice, const AskedPixelRange& asked) {
  const UnscaledImages numbers = read_numbers(path, shape, choice);
  KnownPixelRange pixels = find_pixel_range(numbers.values, asked, path);
  return {scale_pixels(numbers.values, pixels.range), numbers.available, numbers.kind,
          std::move(pixels)};
}

}  // namespace gan
