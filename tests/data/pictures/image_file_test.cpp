#include "gan/data/pictures/image_file.h"

#include <filesystem>

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "files.h"
#include "gan/base/sha256.h"
#include "gan/data/formats/idx.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;

// Image i is all i.
void write_plain(ImageFile& file, std::int64_t count, const ImageShape& image) {
  for (std::int64_t i = count - 1; i >= 0; --i)
    file.write(i, std::vector<std::uint8_t>(static_cast<std::size_t>(image.values()),
                                            static_cast<std::uint8_t>(i))
                      .data());
}

std::vector<std::int64_t> first_values(const at::Tensor& images) {
  const at::Tensor first = images.flatten(1).select(1, 0).to(at::kLong);
  return {first.data_ptr<std::int64_t>(), first.data_ptr<std::int64_t>() + first.numel()};
}

TEST(ImageFile, IsAnIdxFileNamedByItsContent) {
  const TempFolder folder;
  const ImageShape colour{2, 5, 3};
  ImageFile file(folder.path(), "key", 4, colour);
  file.reserve();
  write_plain(file, 4, colour);
  const MappedImages mapped = file.finish();
  EXPECT_EQ(mapped.images.sizes(), (std::vector<std::int64_t>{4, 3, 2, 5}));
  EXPECT_EQ(first_values(mapped.images), (std::vector<std::int64_t>{0, 1, 2, 3}));
  const std::string path = folder / (mapped.sha256 + ".idx");
  const std::string bytes = read_file(path);
  EXPECT_EQ(sha256_of(bytes.data(), bytes.size()), mapped.sha256);
  EXPECT_EQ(bytes.substr(0, 20), encode_idx_header({4, 3, 2, 5}));
  EXPECT_FALSE(fs::exists(folder / "key.part"));

  const MappedImages again = map_image_file(path, mapped.sha256);
  EXPECT_TRUE(at::equal(again.images, mapped.images));
  EXPECT_EQ(again.sha256, mapped.sha256);
}

TEST(ImageFile, OutlivesItsObjectsAndItsName) {
  const TempFolder folder;
  at::Tensor images;
  {
    ImageFile file(folder.path(), "key", 3, {4, 4});
    write_plain(file, 3, {4, 4});
    const MappedImages mapped = file.finish();
    images = mapped.images;
    fs::remove(folder / (mapped.sha256 + ".idx"));
  }
  EXPECT_EQ(first_values(images), (std::vector<std::int64_t>{0, 1, 2}));
}

TEST(ImageFile, DropsImages) {
  const TempFolder folder;
  for (const std::vector<std::int64_t>& dropped :
       {std::vector<std::int64_t>{}, {0}, {4}, {0, 2, 4}, {1, 2, 3}}) {
    ImageFile file(folder.path(), "key", 5, {3, 2});
    write_plain(file, 5, {3, 2});
    file.drop(dropped);
    std::vector<std::int64_t> kept;
    for (std::int64_t i = 0; i < 5; ++i)
      if (std::count(dropped.begin(), dropped.end(), i) == 0) kept.push_back(i);
    const MappedImages mapped = file.finish();
    EXPECT_EQ(first_values(mapped.images), kept);
    const IdxArray read = read_idx(folder / (mapped.sha256 + ".idx"), 3);
    EXPECT_EQ(read.sizes,
              (std::vector<std::int64_t>{static_cast<std::int64_t>(kept.size()), 3, 2}));
  }
}

TEST(ImageFile, InMemoryLeavesNoFile) {
  ImageFile file(2, {4, 3});
  write_plain(file, 2, {4, 3});
  const MappedImages mapped = file.finish();
  EXPECT_EQ(mapped.images.sizes(), (std::vector<std::int64_t>{2, 4, 3}));
  EXPECT_EQ(first_values(mapped.images), (std::vector<std::int64_t>{0, 1}));
}

TEST(ImageFile, OneThatIsNotFinishedLeavesNothing) {
  const TempFolder folder;
  {
    ImageFile file(folder.path(), "key", 2, {4, 3});
    file.reserve();
    write_plain(file, 1, {4, 3});
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(ImageFile, DamageIsFound) {
  const TempFolder folder;
  ImageFile file(folder.path(), "key", 2, {4, 3});
  write_plain(file, 2, {4, 3});
  const std::string sha256 = file.finish().sha256, path = folder / (sha256 + ".idx");
  const std::string whole = read_file(path);
  std::string changed = whole;
  changed[30] = static_cast<char>(changed[30] ^ 1);
  for (const std::string& damaged : {changed, whole.substr(0, 20), whole + "x", std::string()}) {
    write_file(path, damaged);
    EXPECT_TRUE(has(error_of([&] { map_image_file(path, sha256); }), {path, "SHA-256 " + sha256}));
  }
  EXPECT_TRUE(has(error_of([&] { map_image_file(folder / "none", sha256); }), {folder / "none"}));
}

TEST(ImageFile, TooLittleSpaceIsSaidBeforeTheWork) {
  const TempFolder folder;
  ImageFile file(folder.path(), "key", std::int64_t{1} << 31, {4096, 4096});
  EXPECT_TRUE(has(error_of([&] { file.reserve(); }), {folder / "key.part", "space for"}));
}

}  // namespace
}  // namespace gan::test
