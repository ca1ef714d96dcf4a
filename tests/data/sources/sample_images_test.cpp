#include "gan/data/sources/sample_images.h"

#include <algorithm>
#include <cstring>
#include <filesystem>

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "data/idx_bytes.h"
#include "data/npy_bytes.h"
#include "data/pictures/picture_sets.h"
#include "data/png_bytes.h"
#include "files.h"
#include "gan/data/image_tensor.h"

namespace gan::test {
namespace {

constexpr ImageShape kSize{2, 3}, kColour{2, 3, 3};
constexpr std::uint64_t kSeed = 1;

class SampleImagesTest : public testing::Test {
 protected:
  SampleImages load(const std::string& name, std::int64_t most = 100, const char* range = "auto",
                    const ImageShape& shape = kSize) const {
    return load_sample_images(folder_ / name, shape, {most, kSeed},
                              parse_pixel_range(range, "--pixel-range"));
  }
  SampleImages load_colour(const std::string& name, std::int64_t most = 100) const {
    return load(name, most, "auto", kColour);
  }
  // Of the pictures, those that are taken of four.
  at::Tensor chosen(std::int64_t most) const {
    return expected_.index_select(0, at::tensor(SampleChoice{most, kSeed}.of(4), at::kLong));
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
    EXPECT_EQ(read.pixels.facts, "pixel range 0 to 255, found");
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
  EXPECT_EQ(name_of(load("a.npy").pixels.range), "0,1");
  EXPECT_EQ(load("a.npy").images.min().item<float>(), -0.5F);
  const SampleImages named = load("a.npy", 100, "-1,1");
  EXPECT_EQ(named.images.min().item<float>(), 0.25F);
  EXPECT_EQ(named.kind, "float32 NumPy array");
}

TEST_F(SampleImagesTest, LooksAtTheRangeOfEachKindOfFile) {
  std::string bits;
  for (const char byte : bytes_) bits += static_cast<char>(byte & 1);
  write_file(folder_ / "a.npy", npy_file(npy_dictionary("|u1", "(4, 2, 3)"), bits));
  write_file(folder_ / "b.npy", npy_file(npy_dictionary("|b1", "(4, 2, 3)"), bits));
  write_file(folder_ / "c.npy.gz",
             pack(npy_file(npy_dictionary("<i8", "(4, 2, 3)"),
                           bytes_of(std::vector<std::int64_t>(bits.begin(), bits.end())))));
  write_file(folder_ / "d.idx", encode_idx_header({4, 2, 3}) + bits);
  std::filesystem::create_directory(folder_ / "png");
  for (std::size_t i = 0; i < 4; ++i)
    write_file(folder_ / ("png/" + std::to_string(i) + ".png"),
               png_file(3, 2, 8, 0, {bits.substr(6 * i, 3), bits.substr(6 * i + 3, 3)}));
  const at::Tensor black_or_white = load("a.npy").images;
  EXPECT_EQ(black_or_white.abs().min().item<float>(), 1);
  for (const char* name : {"a.npy", "b.npy", "c.npy.gz", "d.idx", "png"}) {
    EXPECT_EQ(load(name).pixels.facts, "pixel range 0 to 1, found") << name;
    EXPECT_TRUE(load(name).images.equal(black_or_white)) << name;
    EXPECT_EQ(load(name, 100, "0,255").images.max().item<float>(), 1 / 127.5F - 1) << name;
  }
  EXPECT_EQ(load("b.npy").kind, "bool NumPy array");
  EXPECT_EQ(load("c.npy.gz").kind, "int64 NumPy array");
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
  EXPECT_EQ(read.kind, "folder of pictures");
  // What is not taken is not read.
  const std::vector<std::int64_t> taken = SampleChoice{2, kSeed}.of(4);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (std::find(taken.begin(), taken.end(), static_cast<std::int64_t>(i)) == taken.end())
      write_file(folder_ / ("png/" + names[i]), "damaged");
  EXPECT_TRUE(load("png", 2).images.equal(chosen(2)));
  EXPECT_TRUE(has(refusal("png"), {folder_ / "png/", "found text"}));
}

TEST_F(SampleImagesTest, PassesOverHiddenFiles) {
  std::filesystem::create_directories(folder_ / "png/__MACOSX");
  for (const char* name : {"._0.png", ".thumb.png", ".DS_Store", "Thumbs.db"})
    write_file(folder_ / (std::string("png/") + name), "no picture");
  EXPECT_TRUE(has(refusal("png"), {"found 2 hidden files"}));
  write_file(folder_ / "png/0.png", png_file(3, 2, 8, 0, {"abc", "def"}));
  EXPECT_EQ(load("png").available, 1);
}

TEST_F(SampleImagesTest, RefusesPicturesOfOtherSizes) {
  std::filesystem::create_directory(folder_ / "png");
  write_file(folder_ / "png/0.png", png_file(2, 3, 8, 0, {"ab", "cd", "ef"}));
  EXPECT_TRUE(has(refusal("png"), {"png/0.png: expected a picture of 2 by 3 pixels, as in the data "
                                   "set, found 3 by 2"}));
}

TEST_F(SampleImagesTest, TakesARandomChoice) {
  write_npy("a.npy", "(4, 2, 3)");
  write_file(folder_ / "a.idx", encode_idx_header({4, 2, 3}) + bytes_);
  std::filesystem::create_directory(folder_ / "png");
  for (std::size_t i = 0; i < 4; ++i)
    write_file(folder_ / ("png/" + std::to_string(i) + ".png"),
               png_file(3, 2, 8, 0, {bytes_.substr(6 * i, 3), bytes_.substr(6 * i + 3, 3)}));
  ASSERT_FALSE(chosen(2).equal(expected_.slice(0, 0, 2)));
  for (const char* name : {"a.npy", "a.idx", "png"}) {
    const SampleImages read = load(name, 2);
    EXPECT_TRUE(read.images.equal(chosen(2))) << name;
    EXPECT_EQ(read.available, 4);
  }
}

// Of two images.
TEST_F(SampleImagesTest, ReadsColourFromEachLayoutOfAnArray) {
  const std::string bytes = noise(2 * 18);
  at::Tensor numbers = at::empty({2, 18}, at::kByte);
  std::memcpy(numbers.mutable_data_ptr(), bytes.data(), bytes.size());
  const at::Tensor scaled = numbers.to(at::kFloat).sub(127.5).div(127.5);
  write_file(folder_ / "first.npy", npy_file(npy_dictionary("|u1", "(2, 3, 2, 3)"), bytes));
  write_file(folder_ / "last.npy", npy_file(npy_dictionary("|u1", "(2, 2, 3, 3)"), bytes));
  EXPECT_TRUE(load_colour("first.npy").images.equal(scaled.view({2, 3, 2, 3})));
  const at::Tensor last = load_colour("last.npy").images;
  EXPECT_TRUE(last.equal(scaled.view({2, 2, 3, 3}).permute({0, 3, 1, 2})));
  EXPECT_TRUE(last.is_contiguous());
  write_file(folder_ / "flat.npy", npy_file(npy_dictionary("|u1", "(2, 18)"), bytes));
  EXPECT_TRUE(has(error_of([&] { load_colour("flat.npy"); }), {"[n, 3, 2, 3]", "found [2, 18]"}));
}

TEST_F(SampleImagesTest, ReadsColourFromPictures) {
  const at::Tensor levels = at::tensor({10, 200, 30, 90}, at::kByte);
  for (std::size_t i = 0; i < 4; ++i) {
    Image picture(3, 2, 0, 3);
    for (std::int64_t y = 0; y < 2; ++y)
      for (std::int64_t x = 0; x < 3; ++x)
        picture.at(x, y, i % 3) = levels[static_cast<std::int64_t>(i)].item<std::uint8_t>();
    write_files(folder_ / "png", {{std::to_string(i) + ".png", encode_png(picture)}});
  }
  const at::Tensor images = load_colour("png").images;
  ASSERT_EQ(images.sizes(), sizes_of(4, kColour));
  at::Tensor expected = at::zeros({4, 3}, at::kFloat);
  for (std::int64_t i = 0; i < 4; ++i) expected[i][i % 3] = levels[i];
  EXPECT_TRUE(images.amax({2, 3}).allclose(expected.sub(127.5).div(127.5)));
  EXPECT_TRUE(images.amin({2, 3}).allclose(expected.sub(127.5).div(127.5)));
  // A grey one among them is taken; for grey data all become grey.
  write_file(folder_ / "png/0.png", plain_png(2, 3, 10));
  EXPECT_LT(load_colour("png").images[0].sub(10 / 127.5 - 1).abs().max().item<float>(), 1e-6F);
  EXPECT_EQ(load("png").images.sizes(), sizes_of(4, kSize));
}

TEST_F(SampleImagesTest, RefusesOtherChannels) {
  const auto in_colour = [&](const std::string& name) {
    return error_of([&] { load_colour(name); });
  };
  for (const char* shape : {"(4, 2, 3)", "(4, 1, 2, 3)", "(4, 6)"}) {
    write_npy("grey.npy", shape);
    EXPECT_TRUE(has(in_colour("grey.npy"),
                    {"grey.npy", "images of 3 channels", "found 1 channel, [4, ", "--channels 1"}))
        << shape;
  }
  for (const char* shape : {"(2, 3, 2, 3)", "(2, 2, 3, 3)"}) {
    write_file(folder_ / "colour.npy", npy_file(npy_dictionary("|u1", shape), noise(36)));
    EXPECT_TRUE(has(refusal("colour.npy"), {"colour.npy", "images of 1 channel,",
                                            "found 3 channels, [2, ", "--channels 3"}));
  }
  write_file(folder_ / "a.idx", encode_idx_header({4, 2, 3}) + bytes_);
  EXPECT_TRUE(has(in_colour("a.idx"), {"3 channels", "found 1 channel, [4, 2, 3]"}));
  write_files(folder_ / "grey", {{"a.png", plain_png(2, 3, 9)}, {"b.png", plain_png(2, 3, 8)}});
  EXPECT_TRUE(has(in_colour("grey"), {"grey", "3 channels", "found pictures of 1 channel"}));
}

TEST_F(SampleImagesTest, SaysWhatSomethingElseIs) {
  EXPECT_TRUE(has(refusal("none"), {folder_ / "none", "none of that name"}));
  EXPECT_TRUE(
      has(error_of([&] { load(""); }), {folder_.path(), ".png, .jpg, .webp", "found nothing"}));
  write_file(folder_ / "cut.npz", "PK\3\4............");
  EXPECT_TRUE(has(refusal("cut.npz"), {"a complete zip archive"}));
  write_zip(folder_ / "a.npz", {{"arr_0.npy", "x"}});
  EXPECT_TRUE(has(refusal("a.npz"), {"(.npy)", "numpy.load(file)"}));
  write_zip(folder_ / "a.pt", {{"a/data.pkl", "x"}});
  EXPECT_TRUE(has(refusal("a.pt"), {"(.pkl)", "--checkpoint"}));
  write_file(folder_ / "a.pkl", "\x80\x04\x95 and so on");
  EXPECT_TRUE(has(refusal("a.pkl"), {"a Python pickle", "numpy.save"}));
  write_file(folder_ / "one.png", png_file(3, 2, 8, 0, {"abc", "def"}));
  EXPECT_TRUE(has(refusal("one.png"), {"a PNG picture", "folder"}));
  write_file(folder_ / "empty", "");
  EXPECT_TRUE(has(refusal("empty"), {"an empty file"}));
}

}  // namespace
}  // namespace gan::test
