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
#include "gan/data/image_set.h"
#include "gan/data/pictures/picture_files.h"
#include "gan/data/pictures/zip_pictures.h"
#include "gan/data/pixel_scaling.h"
#include "gan/data/sources/make_image_set.h"

namespace gan {
namespace {

constexpr const char* kReadingSamples = "reading images";

// Images before their pixels are scaled.
struct UnscaledImages {
  at::Tensor values;  // uint8 or float32 [count, height, width]
  std::int64_t available = 0;
  std::string kind;
};

// The pictures of a folder or an archive, all of this size, as grey pixels on black.
UnscaledImages read_pictures(const std::string& path, ImageShape size, const SampleChoice& choice) {
  const std::unique_ptr<PictureFiles> files = open_pictures(path);
  const auto available = static_cast<std::int64_t>(files->pictures().size());
  const std::vector<std::int64_t> chosen = choice.of(available);
  at::Tensor pixels =
      at::empty({static_cast<std::int64_t>(chosen.size()), size.height, size.width}, at::kByte);
  auto* to = pixels.mutable_data_ptr<std::uint8_t>();
  for (const std::int64_t index : chosen) {
    const auto place = static_cast<std::size_t>(index);
    const std::string bytes = files->read(place);
    const std::string name = files->name_of(files->pictures()[place].name);
    const PictureFacts facts = read_picture_facts(bytes, name);
    if (facts.height != size.height || facts.width != size.width)
      throw Error(kReadingSamples)
          .at(name)
          .expected("a picture of " + size_text(size) + " pixels, as in the data set")
          .found(size_text({facts.height, facts.width}));
    const Image image = decode_picture(bytes, name, /*channels=*/1, /*background=*/0);
    to = std::copy(image.pixels.begin(), image.pixels.end(), to);
  }
  return {pixels, available, is_zip(path) ? "archive of pictures" : "folder of pictures"};
}

Error wrong_size(const std::string& path, ImageShape size, const std::vector<std::int64_t>& found) {
  return Error(kReadingSamples)
      .at(path)
      .expected("images of the data set's size, [n, " + std::to_string(size.height) + ", " +
                std::to_string(size.width) + "]")
      .found(shape_text(found));
}

UnscaledImages read_numpy(const std::string& path, ImageShape size, const SampleChoice& choice) {
  using Sizes = std::vector<std::int64_t>;
  NpyArray array = read_npy(path, choice);
  const Sizes each(array.sizes.begin() + 1, array.sizes.end());
  const std::int64_t height = size.height, width = size.width;
  if (each != Sizes{height, width} && each != Sizes{1, height, width} &&
      each != Sizes{height, width, 1} && each != Sizes{height * width}) {
    Sizes found = array.sizes;
    found[0] = array.rows;
    throw wrong_size(path, size, found);
  }
  const std::int64_t count = array.sizes[0], rows = array.rows;
  const std::string kind = name_of(array.type) + " NumPy array";
  return {npy_tensor(std::move(array)).view({count, height, width}), rows, kind};
}

UnscaledImages read_idx_images(const std::string& path, ImageShape size,
                               const SampleChoice& choice) {
  IdxArray array = read_idx(path, 3);
  const std::int64_t available = array.sizes[0];
  if (array.sizes[1] != size.height || array.sizes[2] != size.width)
    throw wrong_size(path, size, array.sizes);
  const at::Tensor chosen = at::tensor(choice.of(available), at::kLong);
  return {idx_tensor(std::move(array)).index_select(0, chosen), available, "IDX file"};
}

UnscaledImages read_numbers(const std::string& path, ImageShape size, const SampleChoice& choice) {
  std::error_code unknown;
  if (std::filesystem::is_directory(path, unknown) || is_zip(path))
    return read_pictures(path, size, choice);
  const std::string head = content_head(path, kReadingSamples);
  if (is_npy(head)) return read_numpy(path, size, choice);
  const std::string kind = describe_content(head);
  if (kind.rfind("an IDX", 0) == 0) return read_idx_images(path, size, choice);
  Error wrong =
      Error(kReadingSamples).at(path).expected("an .npy file, an IDX file or a folder of pictures");
  wrong.found(kind);
  if (kind == "a Python pickle") wrong.hint("save its array: numpy.save(\"images.npy\", images)");
  if (kind.find(" picture") != std::string::npos)
    wrong.hint("give a folder with one file for each image");
  throw wrong;
}

}  // namespace

SampleImages load_sample_images(const std::string& path, ImageShape size,
                                const SampleChoice& choice, const AskedPixelRange& asked) {
  const UnscaledImages numbers = read_numbers(path, size, choice);
  KnownPixelRange pixels = find_pixel_range(numbers.values, asked, path);
  return {scale_pixels(numbers.values, pixels.range), numbers.available, numbers.kind,
          std::move(pixels)};
}

}  // namespace gan
