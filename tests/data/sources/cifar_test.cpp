#include "gan/data/sources/cifar.h"

#include <filesystem>

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "files.h"
#include "gan/data/sources/labelled_images.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;

// A picture whose red, green and blue values are `first`, `first` + 1 and `first` + 2.
std::string picture(int first) {
  std::string bytes;
  for (int channel = 0; channel < 3; ++channel)
    bytes += std::string(1024, static_cast<char>(first + channel));
  return bytes;
}

std::string record(const std::string& labels, int first) {
  return labels + picture(first);
}

class Cifar : public testing::Test {
 protected:
  ImageSet load(const std::string& size = "") const {
    DataOptions options;
    options.data = folder_.path();
    options.size = size;
    return load_training_images(options);
  }
  std::string error() const {
    return error_of([&] { load(); });
  }

  const TempFolder folder_;
};

TEST_F(Cifar, TenHasBatchesAndTestImages) {
  write_file(folder_ / "data_batch_1.bin", record("\3", 0) + record("\1", 10));
  write_file(folder_ / "data_batch_3.bin", record("\2", 253));
  ImageSet set = load();
  EXPECT_EQ(set.images.sizes(), (std::vector<std::int64_t>{3, 3, 32, 32}));
  EXPECT_TRUE(
      at::equal(set.images[2].flatten(1).select(1, 7), at::tensor({253, 254, 255}).to(at::kByte)));
  EXPECT_TRUE(at::equal(set.labels, at::tensor({3, 1, 2}, at::kLong)));
  EXPECT_TRUE(set.classes.empty());
  EXPECT_EQ(find_test_images(set, {}, {}), std::nullopt);
  write_file(folder_ / "test_batch.bin", record("\7", 5));
  write_file(folder_ / "batches.meta.txt",
             "airplane\r\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n");
  set = load();
  EXPECT_EQ(set.classes.size(), 10u);
  EXPECT_EQ(set.classes[0], "airplane");
  const std::optional<ImageSet> test = find_test_images(set, {}, {});
  ASSERT_TRUE(test);
  EXPECT_EQ(test->labels.item<std::int64_t>(), 7);
  EXPECT_EQ(load("8x16").images.sizes(), (std::vector<std::int64_t>{3, 3, 8, 16}));
}

TEST_F(Cifar, HundredHasTwoLabelsAndMayBeInItsFolder) {
  fs::create_directory(folder_ / "cifar-100-binary");
  write_file(folder_ / "cifar-100-binary/train.bin", record("\4\143", 0) + record("\1\2", 99));
  const ImageSet set = load();
  EXPECT_TRUE(at::equal(set.labels, at::tensor({99, 2}, at::kLong)));
  EXPECT_EQ(set.images[1].max().item<int>(), 101);
}

TEST_F(Cifar, DarkPicturesStayDark) {
  write_file(folder_ / "data_batch_1.bin", record(std::string(1, '\0'), 0));
  EXPECT_EQ(load().images.max().item<int>(), 2);
}

TEST_F(Cifar, DamageIsOneLine) {
  const std::string path = folder_ / "data_batch_1.bin";
  write_file(path, record("\1", 0).substr(1));
  EXPECT_TRUE(has(error(), {path, "records of 3073 bytes", "found 3072 bytes"}));
  write_file(path, "");
  EXPECT_TRUE(has(error(), {path, "records of 3073 bytes", "found 0 bytes"}));
  write_file(path, record("\1", 0) + record("\12", 0));
  EXPECT_TRUE(has(error(), {path, "classes below 10", "10 in record 1"}));
}

}  // namespace
}  // namespace gan::test
