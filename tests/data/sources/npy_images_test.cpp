#include "gan/data/sources/npy_images.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "data/npy_bytes.h"
#include "files.h"
#include "gan/data/sources/labelled_images.h"

namespace gan::test {
namespace {

class NpyImages : public testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& type, const std::string& shape,
                    const std::string& numbers) const {
    return write_file(folder_ / name, npy_file(npy_dictionary(type, shape), numbers));
  }
  // uint8 0, 1, 2 ... of that shape, with a white one.
  std::string write_bytes(const std::string& name, const std::string& shape,
                          std::size_t count) const {
    std::string numbers;
    for (std::size_t i = 0; i < count; ++i) numbers += static_cast<char>(i);
    numbers.back() = '\377';
    return write(name, "|u1", shape, numbers);
  }
  static ImageSet load(const std::string& path) {
    DataOptions options;
    options.data = path;
    return load_training_images(options);
  }

  const TempFolder folder_;
};

TEST_F(NpyImages, EachLayoutIsRead) {
  const ImageSet grey = load(write_bytes("a.npy", "(2, 4, 3)", 24));
  EXPECT_EQ(grey.images.sizes(), (std::vector<std::int64_t>{2, 4, 3}));
  EXPECT_EQ(grey.name, "NumPy images");
  const ImageSet first = load(write_bytes("b.npy", "(2, 3, 4, 5)", 120));
  EXPECT_EQ(first.images.sizes(), (std::vector<std::int64_t>{2, 3, 4, 5}));
  EXPECT_EQ(first.images[1][2][3][3].item<int>(), 118);
  const ImageSet last = load(write_bytes("c.npy", "(2, 4, 5, 3)", 120));
  EXPECT_EQ(last.images.sizes(), (std::vector<std::int64_t>{2, 3, 4, 5}));
  EXPECT_EQ(last.images[1][2][3][3].item<int>(), 116);
  EXPECT_EQ(load(write_bytes("d.npy", "(2, 4, 5, 1)", 40)).images.sizes(),
            (std::vector<std::int64_t>{2, 4, 5}));
  for (const char* shape : {"(120,)", "(2, 60)", "(2, 2, 6, 5)", "(2, 3, 4, 5, 1)"})
    EXPECT_TRUE(has(error_of([&] { load(write_bytes("e.npy", shape, 120)); }),
                    {folder_ / "e.npy", "[n, height, width, channels]"}));
}

TEST_F(NpyImages, AnotherKindOfFileOfThatNameIsToldAsOne) {
  for (const auto& [content, found] : {std::pair("hello", "text"), std::pair("", "an empty file")})
    EXPECT_TRUE(has(error_of([&] { load(write_file(folder_ / "a.npy", content)); }),
                    {folder_ / "a.npy", "expected a NumPy file", found}));
  EXPECT_TRUE(has(error_of([&] { load(write_file(folder_ / "a.txt", "hello")); }),
                  {folder_ / "a.txt", "a folder or .zip of pictures", "found text"}));
  EXPECT_TRUE(has(error_of([&] { load(folder_ / "none"); }), {folder_ / "none", "file or folder"}));
}

TEST_F(NpyImages, FloatsAreScaledByTheirRange) {
  const ImageSet set =
      load(write("a.npy", "<f4", "(1, 2, 2)", bytes_of<float>({-1, -0.5f, 0.5f, 1})));
  EXPECT_EQ(set.pixels.facts, "pixel range -1 to 1, found");
  EXPECT_TRUE(at::equal(set.images.flatten(), at::tensor({0, 64, 191, 255}).to(at::kByte)));
}

TEST_F(NpyImages, LabelsAndTestImagesAreBesideThem) {
  const std::string path = write_bytes("x_train.npy", "(3, 2, 2)", 12);
  EXPECT_FALSE(load(path).labels.defined());
  write("y_train.npy", "<i8", "(3,)", bytes_of<std::int64_t>({2, 0, 300}));
  write_bytes("x_test.npy", "(2, 2, 2)", 8);
  write("y_test.npy", "<f4", "(2, 1)", bytes_of<float>({1, 0}));
  const ImageSet set = load(path);
  EXPECT_TRUE(at::equal(set.labels, at::tensor({2, 0, 300}, at::kLong)));
  EXPECT_EQ(set.facts, "301 classes by y_train.npy");
  const std::optional<ImageSet> test = find_test_images(set, {}, {});
  ASSERT_TRUE(test);
  EXPECT_TRUE(at::equal(test->labels, at::tensor({1, 0}, at::kLong)));
  EXPECT_EQ(test->source, folder_ / "x_test.npy");
}

TEST_F(NpyImages, WrongLabelsDoNotStopTraining) {
  const std::string path = write_bytes("images.npy", "(3, 2, 2)", 12);
  for (const std::string& numbers : {bytes_of<float>({0, 0.5f, 1}), bytes_of<float>({0, -1, 1}),
                                     bytes_of<float>({0, 1, 7e4f})}) {
    write("labels.npy", "<f4", "(3,)", numbers);
    ImageSet set = load(path);
    EXPECT_FALSE(set.labels.defined());
    EXPECT_TRUE(has(error_of([&] { require_labels(set, {}); }),
                    {folder_ / "labels.npy", "whole numbers from 0"}));
  }
  write("labels.npy", "<f4", "(2,)", bytes_of<float>({0, 1}));
  ImageSet set = load(path);
  EXPECT_TRUE(has(error_of([&] { require_labels(set, {}); }), {"each of the 3", "found 2"}));
}

}  // namespace
}  // namespace gan::test
