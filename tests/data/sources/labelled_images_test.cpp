#include "gan/data/sources/labelled_images.h"

#include <filesystem>

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "data/idx_bytes.h"
#include "files.h"
#include "gan/data/sources/make_image_set.h"
#include "gan/data/sources/synthetic.h"

namespace gan::test {
namespace {

class LabelledImagesTest : public testing::Test {
 protected:
  void write(const std::string& name, const std::vector<std::int64_t>& sizes) const {
    write_file(folder_ / name, idx_file(sizes));
  }
  ImageSet training() const {
    DataOptions options;
    options.data = folder_.path();
    return load_training_images(options);
  }
  ImageSet training_with_labels() const {
    ImageSet set = training();
    require_labels(set, {});
    return set;
  }
  void SetUp() override { write("train-images-idx3-ubyte", {7, 5, 3}); }

  const TempFolder folder_;
};

TEST_F(LabelledImagesTest, LabelsComeFromBesideTheImages) {
  EXPECT_TRUE(has(error_of([&] { training_with_labels(); }),
                  {folder_.path(), "train-labels-idx1-ubyte", "train-labels.idx1-ubyte.gz",
                   "put the file there"}));
  write("train-labels-idx1-ubyte", {8});
  EXPECT_TRUE(has(error_of([&] { training_with_labels(); }),
                  {folder_ / "train-labels-idx1-ubyte", "each of the 7 images", "found 8"}));
  write("train-labels-idx1-ubyte", {7});
  EXPECT_EQ(training_with_labels().labels.sizes(), std::vector<std::int64_t>{7});
}

TEST_F(LabelledImagesTest, TestImagesComeFromTheSameFolder) {
  EXPECT_EQ(find_test_images(training(), {}, {}), std::nullopt);
  EXPECT_TRUE(has(error_of([&] { load_test_images(training(), {}, {}); }),
                  {folder_.path(), "t10k-images-idx3-ubyte", "--data"}));
  write("t10k-images-idx3-ubyte", {4, 5, 3});
  // One of the two is a mistake.
  EXPECT_TRUE(
      has(error_of([&] { find_test_images(training(), {}, {}); }), {"t10k-labels-idx1-ubyte"}));
  write("t10k-labels-idx1-ubyte", {4});
  const std::optional<ImageSet> test = find_test_images(training(), {}, {});
  ASSERT_TRUE(test);
  EXPECT_EQ(test->images.sizes(), (std::vector<std::int64_t>{4, 5, 3}));
  EXPECT_EQ(test->labels.sizes(), std::vector<std::int64_t>{4});
  EXPECT_EQ(test->name, "IDX images");
  EXPECT_EQ(test->source, folder_ / "t10k-images-idx3-ubyte");
  write("t10k-labels-idx1-ubyte", {5});
  EXPECT_TRUE(
      has(error_of([&] { find_test_images(training(), {}, {}); }), {"each of the 4", "found 5"}));
  write_file(folder_ / "t10k-images-idx3-ubyte", "damaged");
  EXPECT_TRUE(has(error_of([&] { find_test_images(training(), {}, {}); }), {"found text"}));
}

TEST_F(LabelledImagesTest, TestImagesHaveTheRangeOfTheTrainingImages) {
  write_file(folder_ / "train-images-idx3-ubyte",
             encode_idx_header({1, 2, 2}) + std::string("\0\17\1\0", 4));
  write_file(folder_ / "t10k-images-idx3-ubyte",
             encode_idx_header({1, 2, 2}) + std::string("\0\1\1\0", 4));
  write("t10k-labels-idx1-ubyte", {1});
  EXPECT_EQ(load_test_images(training(), {}, {}).images.max().item<int>(), 17);
}

TEST_F(LabelledImagesTest, ARelativeFolderIsFound) {
  write("train-labels-idx1-ubyte", {7});
  ImageSet set = training();
  set.labels = at::Tensor();
  const std::string before = std::filesystem::current_path();
  std::filesystem::current_path(folder_.path());
  set.source = "train-images-idx3-ubyte";
  require_labels(set, {});
  std::filesystem::current_path(before);
  EXPECT_TRUE(set.labels.defined());
}

TEST(SyntheticTestImages, AreOthersThanThoseToTrainOn) {
  ImageSet training = synthetic_set(100, kSyntheticSeed);
  require_labels(training, {});
  const ImageSet test = load_test_images(training, {}, {});
  EXPECT_EQ(test.images.sizes(), (std::vector<std::int64_t>{kSyntheticTestCount, 28, 28}));
  EXPECT_EQ(test.labels.sizes(), std::vector<std::int64_t>{kSyntheticTestCount});
  EXPECT_EQ(test.name, "synthetic digits");
  EXPECT_FALSE(test.images.slice(0, 0, 100).equal(training.images));
  EXPECT_TRUE(find_test_images(training, {}, {}));
}

}  // namespace
}  // namespace gan::test
