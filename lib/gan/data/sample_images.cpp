#include "gan/data/sample_images.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include <ATen/Functions.h>

#include "gan/base/error.h"
#include "gan/data/byte_source.h"
#include "gan/data/content_kind.h"
#include "gan/data/image_set.h"
#include "gan/data/npy_file.h"
#include "gan/data/png_file.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

constexpr const char* kReadingSamples = "reading images";

std::string shape_text(const std::vector<std::int64_t>& sizes) {
  std::string text = "[";
  for (const std::int64_t size : sizes)
    text += (text.size() == 1 ? "" : ", ") + std::to_string(size);
  return text + "]";
}

// As numbers that are not scaled yet.
struct Numbers {
  at::Tensor values;  // float32 [count, height, width]
  std::int64_t available = 0;
  std::string kind;
  bool bytes = false;
};

bool is_png_name(const std::string& name) {
  std::string ending = name.size() > 4 ? name.substr(name.size() - 4) : "";
  for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return ending == ".png";
}

std::vector<std::string> png_names(const std::string& folder) {
  std::vector<std::string> names;
  try {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
      if (is_png_name(entry.path().filename().string()) && !entry.is_directory())
        names.push_back(entry.path().filename().string());
  } catch (const fs::filesystem_error& error) {
    throw Error(kReadingSamples)
        .at(folder)
        .expected("a readable folder")
        .found(error.code().message());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Numbers read_folder(const std::string& folder, ImageShape size, std::int64_t most) {
  const std::vector<std::string> names = png_names(folder);
  if (names.empty())
    throw Error(kReadingSamples)
        .at(folder)
        .expected("files with names that end in .png")
        .found("none");
  const auto available = static_cast<std::int64_t>(names.size());
  const std::int64_t count = std::min(most, available);
  at::Tensor bytes = at::empty({count, size.height, size.width}, at::kByte);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::string path = (fs::path(folder) / names[static_cast<std::size_t>(i)]).string();
    const GrayImage image = read_png(path, size);
    std::memcpy(bytes[i].mutable_data_ptr(), image.pixels.data(), image.pixels.size());
  }
  return {bytes.to(at::kFloat), available, "folder of PNG pictures", true};
}

Numbers read_numpy(const std::string& path, ImageShape size, std::int64_t most) {
  using Sizes = std::vector<std::int64_t>;
  NpyArray array = read_npy(path, most);
  const Sizes each(array.sizes.begin() + 1, array.sizes.end());
  const auto [height, width] = size;
  if (each != Sizes{height, width} && each != Sizes{1, height, width} &&
      each != Sizes{height, width, 1} && each != Sizes{height * width}) {
    Sizes found = array.sizes;
    found[0] = array.rows;
    throw Error(kReadingSamples)
        .at(path)
        .expected("images of the data set's size, [n, " + std::to_string(height) + ", " +
                  std::to_string(width) + "]")
        .found(shape_text(found));
  }
  const char* const type = array.type == NpyType::uint8     ? "uint8"
                           : array.type == NpyType::float32 ? "float32"
                                                            : "float64";
  return {at::from_blob(array.values.data(), {array.sizes[0], height, width}, at::kFloat).clone(),
          array.rows, std::string(type) + " NumPy array", array.type == NpyType::uint8};
}

Numbers read_idx_images(const std::string& path, ImageShape size, std::int64_t most) {
  IdxArray array = read_idx(path, 3);
  const std::int64_t available = array.sizes[0];
  if (array.sizes[1] != size.height || array.sizes[2] != size.width)
    throw Error(kReadingSamples)
        .at(path)
        .expected("images of the data set's size, [n, " + std::to_string(size.height) + ", " +
                  std::to_string(size.width) + "]")
        .found(shape_text(array.sizes));
  const at::Tensor images = idx_tensor(std::move(array)).slice(0, 0, most);
  return {images.to(at::kFloat), available, "IDX file", true};
}

// The first bytes of a file, by which its kind is told.
std::string head_of(const std::string& path) {
  const FileSource file(path, kReadingSamples);
  std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(12, file.size())), '\0');
  file.read(0, head.data(), head.size());
  return head;
}

Numbers read_numbers(const std::string& path, ImageShape size, std::int64_t most) {
  std::error_code unknown;
  if (fs::is_directory(path, unknown)) return read_folder(path, size, most);
  const std::string head = head_of(path);
  if (is_npy(head)) return read_numpy(path, size, most);
  const std::string kind = head.empty() ? "an empty file" : describe_content(head);
  if (kind.rfind("an IDX", 0) == 0 || kind == "gzip data") return read_idx_images(path, size, most);
  Error wrong = Error(kReadingSamples)
                    .at(path)
                    .expected("an .npy file, an IDX file or a folder of PNG files");
  wrong.found(kind);
  if (kind == "a zip archive")
    wrong.hint("unpack an .npz file; a generator is named by --checkpoint");
  if (kind == "a PNG picture") wrong.hint("name the folder that holds one file for each image");
  throw wrong;
}

}  // namespace

SampleImages load_sample_images(const std::string& path, ImageShape size, std::int64_t most,
                                PixelRange range) {
  const Numbers numbers = read_numbers(path, size, most);
  if (numbers.bytes && range == PixelRange::automatic) range = PixelRange::zero_to_255;
  const ScaledPixels scaled = scale_pixels(numbers.values, range, path);
  return {scaled.images, numbers.available, numbers.kind, scaled.range};
}

}  // namespace gan
