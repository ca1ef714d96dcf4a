#include "gan/data/sample_images.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include <ATen/Functions.h>

#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/data/formats/content_kind.h"
#include "gan/data/formats/content_reader.h"
#include "gan/data/formats/npy_file.h"
#include "gan/data/formats/png_file.h"
#include "gan/data/image_set.h"
#include "gan/data/make_image_set.h"
#include "gan/data/pixel_scaling.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

constexpr const char* kReadingSamples = "reading images";

// Images before their pixels are scaled.
struct UnscaledImages {
  at::Tensor values;  // uint8 or float32 [count, height, width]
  std::int64_t available = 0;
  std::string kind;
};

bool is_png_name(const std::string& name) {
  std::string ending = name.size() > 4 ? name.substr(name.size() - 4) : "";
  for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return ending == ".png";
}

// macOS and others leave hidden files ("._0.png") beside pictures.
bool is_hidden(const std::string& name) {
  return name.front() == '.';
}

struct FolderContent {
  std::vector<std::string> pictures;  // in the order of their names
  std::int64_t hidden = 0;            // files with names of pictures
  std::string folder;                 // one of its folders, if any
};

FolderContent look_into(const std::string& folder) {
  FolderContent content;
  try {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      if (entry.is_directory())
        content.folder = is_hidden(name) ? content.folder : name;
      else if (is_png_name(name) && is_hidden(name))
        ++content.hidden;
      else if (is_png_name(name))
        content.pictures.push_back(name);
    }
  } catch (const fs::filesystem_error& error) {
    throw Error(kReadingSamples)
        .at(folder)
        .expected("a readable folder")
        .found(error.code().message());
  }
  std::sort(content.pictures.begin(), content.pictures.end());
  return content;
}

UnscaledImages read_folder(const std::string& folder, ImageShape size, const SampleChoice& choice) {
  const FolderContent content = look_into(folder);
  if (content.pictures.empty()) {
    Error wrong = Error(kReadingSamples).at(folder).expected("files with names that end in .png");
    wrong.found(content.hidden > 0 ? "only " + std::to_string(content.hidden) + " hidden ones"
                                   : "none");
    if (!content.folder.empty())
      wrong.hint("folders in it, such as " + content.folder +
                 ", are not searched: give one of them");
    throw wrong;
  }
  const auto available = static_cast<std::int64_t>(content.pictures.size());
  const std::vector<std::int64_t> chosen = choice.of(available);
  at::Tensor bytes =
      at::empty({static_cast<std::int64_t>(chosen.size()), size.height, size.width}, at::kByte);
  auto* to = bytes.mutable_data_ptr<std::uint8_t>();
  for (const std::int64_t index : chosen) {
    const std::string& name = content.pictures[static_cast<std::size_t>(index)];
    const Image image = read_png((fs::path(folder) / name).string(), size);
    to = std::copy(image.pixels.begin(), image.pixels.end(), to);
  }
  return {bytes, available, "folder of PNG pictures"};
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
  const at::Tensor values =
      at::from_blob(array.values.data(), {array.sizes[0], height, width}, at::kFloat);
  const bool bytes = array.type.kind == 'u' && array.type.size == 1;
  const at::ScalarType type = array.type.kind == 'f' ? at::kFloat : bytes ? at::kByte : at::kLong;
  return {values.to(type, /*non_blocking=*/false, /*copy=*/true), array.rows,
          name_of(array.type) + " NumPy array"};
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
  if (fs::is_directory(path, unknown)) return read_folder(path, size, choice);
  const std::string head = content_head(path, kReadingSamples);
  if (is_npy(head)) return read_numpy(path, size, choice);
  const std::string kind = describe_content(head);
  if (kind.rfind("an IDX", 0) == 0) return read_idx_images(path, size, choice);
  Error wrong = Error(kReadingSamples)
                    .at(path)
                    .expected("an .npy file, an IDX file or a folder of PNG files");
  wrong.found(kind);
  if (kind == "a zip archive")
    wrong.hint(
        "save one array of an .npz file: numpy.save(\"images.npy\", "
        "numpy.load(file)[\"name\"]); give a generator by --checkpoint");
  if (kind == "a Python pickle") wrong.hint("save its array: numpy.save(\"images.npy\", images)");
  if (kind == "a PNG picture") wrong.hint("give a folder with one file for each image");
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
