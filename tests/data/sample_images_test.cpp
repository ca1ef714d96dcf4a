#include "gan/data/sample_images.h"

#include <filesystem>

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "data/idx_bytes.h"
#include "data/npy_bytes.h"
#include "data/png_bytes.h"
#include "files.h"

namespace gan::test {
namespace {

constexpr ImageShape kSize{2, 3};

class SampleImagesTest : public testing::Test {
 protected:
  SampleImages load(const std::string& name, std::int64_t most = 100,
                    PixelRange range = PixelRange::automatic) const {
    return load_sample_images(folder_ / name, kSize, most, range);
  }
  std::string refusal(const std::string& name) const {
    return error_of([&] { load(name); });
  }
  void write_npy(const std::string& name, const std::string& shape) const {
    write_file(folder_ / name, npy_file(npy_dictionary("|u1", shape), bytes_));
  }

  const TempFolder folder_;
  const std::string bytes_ = noise(4 * 6);
  const at::Tensor expected_ = [&] {
    at::Tensor images = at::empty({4, 2, 3}, at::kByte);
    std::memcpy(images.mutable_data_ptr(), bytes_.data(), bytes_.size());
    return images.to(at::kFloat).sub(127.5).div(127.5);
  }();
};

TEST_F(SampleImagesTest, ReadsEachLayoutOfAnArray) {
  for (const char* shape : {"(4, 2, 3)", "(4, 1, 2, 3)", "(4, 2, 3, 1)", "(4, 6)"}) {
    write_npy("a.npy", shape);
    const SampleImages read = load("a.npy");
    EXPECT_TRUE(read.images.equal(expected_)) << shape;
    EXPECT_EQ(read.available, 4);
    EXPECT_EQ(read.kind, "uint8 NumPy array");
    EXPECT_EQ(read.range, PixelRange::zero_to_255);
  }
  for (const char* shape : {"(4, 3, 2)", "(24,)", "(1, 4, 2, 3)", "(2, 2, 2, 3)"}) {
    write_npy("a.npy", shape);
    EXPECT_TRUE(has(refusal("a.npy"), {"a.npy", "[n, 2, 3]", "found ["})) << shape;
  }
}

TEST_F(SampleImagesTest, ReadsFloatsAsTheyAreMeant) {
  std::vector<float> values(24, 0.25F);
  values[5] = 1;
  write_file(folder_ / "a.npy", npy_file(npy_dictionary("<f4", "(4, 2, 3)"), bytes_of(values)));
  EXPECT_EQ(load("a.npy").range, PixelRange::zero_to_one);
  EXPECT_EQ(load("a.npy").images.min().item<float>(), -0.5F);
  const SampleImages named = load("a.npy", 100, PixelRange::minus_one_to_one);
  EXPECT_EQ(named.images.min().item<float>(), 0.25F);
  EXPECT_EQ(named.kind, "float32 NumPy array");
}

TEST_F(SampleImagesTest, ReadsIdxFiles) {
  const std::string file = encode_idx_header({4, 2, 3}) + bytes_;
  write_file(folder_ / "a.idx", file);
  write_file(folder_ / "a.gz", pack(file));
  for (const char* name : {"a.idx", "a.gz"}) {
    const SampleImages read = load(name);
    EXPECT_TRUE(read.images.equal(expected_));
    EXPECT_EQ(read.kind, "IDX file");
  }
  write_file(folder_ / "b.idx", idx_file({4, 3, 3}));
  EXPECT_TRUE(has(refusal("b.idx"), {"b.idx", "[n, 2, 3]", "found [4, 3, 3]"}));
  write_file(folder_ / "c.idx", idx_file({4}));
  EXPECT_TRUE(has(refusal("c.idx"), {"c.idx", "label"}));
}

TEST_F(SampleImagesTest, ReadsFoldersInTheOrderOfTheNames) {
  std::filesystem::create_directories(folder_ / "png/folder.png");
  write_file(folder_ / "png/readme.txt", "not a picture");
  const std::vector<std::string> names = {"a10.png", "a9.PNG", "b.png", "c.png"};
  for (std::size_t i = 0; i < names.size(); ++i)
    write_file(folder_ / ("png/" + names[i]),
               png_file(3, 2, 8, 0, {bytes_.substr(6 * i, 3), bytes_.substr(6 * i + 3, 3)}));
  const SampleImages read = load("png");
  EXPECT_TRUE(read.images.equal(expected_));
  EXPECT_EQ(read.available, 4);
  EXPECT_EQ(read.kind, "folder of PNG pictures");
  // What is not taken is not read.
  write_file(folder_ / "png/b.png", "damaged");
  EXPECT_EQ(load("png", 2).images.size(0), 2);
  EXPECT_TRUE(has(refusal("png"), {folder_ / "png/b.png", "found text"}));
}

TEST_F(SampleImagesTest, TakesTheFirstOnes) {
  write_npy("a.npy", "(4, 2, 3)");
  write_file(folder_ / "a.idx", encode_idx_header({4, 2, 3}) + bytes_);
  for (const char* name : {"a.npy", "a.idx"}) {
    const SampleImages read = load(name, 3);
    EXPECT_TRUE(read.images.equal(expected_.slice(0, 0, 3)));
    EXPECT_EQ(read.available, 4);
  }
}

TEST_F(SampleImagesTest, SaysWhatSomethingElseIs) {
  EXPECT_TRUE(has(refusal("none"), {folder_ / "none", "none of that name"}));
  EXPECT_TRUE(has(error_of([&] { load(""); }), {"end in .png", "found none"}));
  write_file(folder_ / "a.npz", "PK\3\4............");
  EXPECT_TRUE(has(refusal("a.npz"), {"a zip archive", "--checkpoint"}));
  write_file(folder_ / "one.png", png_file(3, 2, 8, 0, {"abc", "def"}));
  EXPECT_TRUE(has(refusal("one.png"), {"a PNG picture", "folder"}));
  write_file(folder_ / "empty", "");
  EXPECT_TRUE(has(refusal("empty"), {"an empty file"}));
}

}  // namespace
}  // namespace gan::test
