#include "gan/data/sources/idx_lookup.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "data/idx_bytes.h"
#include "files.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;

class IdxLookup : public testing::Test {
 protected:
  std::string put(const std::string& name, const std::string& content = "x") const {
    fs::create_directories(fs::path(folder_ / name).parent_path());
    return write_file(folder_ / name, content);
  }
  std::optional<std::string> find(IdxRole role = IdxRole::train_images) const {
    return find_idx(folder_.path(), role);
  }
  std::string refusal() const {
    return error_of([&] { require_idx(folder_.path(), IdxRole::train_images); });
  }

  const TempFolder folder_;
};

TEST_F(IdxLookup, NamesSayWhatIsInTheFile) {
  const auto role = [](const char* name) { return read_idx_name(name).role; };
  for (const char* name :
       {"train-images-idx3-ubyte", "Train-Images-idx3-ubyte.gz", "train_images-idx3-ubyte.gz",
        "train-images-idx3-ubyte.GZ", "train-images-idx3-ubyte (1).gz", "train-images.gz",
        "train-images-idx3-ubyte.txt", "train-images.idx", "images-idx3-ubyte.gz",
        "train-images-idx3-ubyte.gz.download", "training_images.bin",
        "emnist-letters-train-images-idx3-ubyte.gz", "Images"})
    EXPECT_EQ(role(name), IdxRole::train_images) << name;
  EXPECT_EQ(role("qmnist-test-labels-idx2-int.gz"), IdxRole::test_labels);
  EXPECT_EQ(role("t10k-images.idx3-ubyte"), IdxRole::test_images);
  EXPECT_EQ(role("labels-idx1-ubyte"), IdxRole::train_labels);
  EXPECT_EQ(read_idx_name("emnist-letters-train-images-idx3-ubyte").set, "emnist letters");
  for (const char* name : {"", "readme.txt", "train", "images.zip", "train-images-backup",
                           "images-labels", "train-images.png", "..."})
    EXPECT_EQ(role(name), std::nullopt) << name;
}

TEST_F(IdxLookup, FindsOneFileUnderAnySuchName) {
  for (const char* name : {"train_images.gz", "emnist-letters-train-images-idx3-ubyte.gz",
                           "train-images-idx3-ubyte/train-images-idx3-ubyte",
                           "MNIST/raw/train-images-idx3-ubyte.gz", "raw/train-images-idx3-ubyte"}) {
    const std::string path = put(name);
    EXPECT_EQ(find(), path);
    EXPECT_EQ(require_idx(folder_.path(), IdxRole::train_images), path);
    fs::remove(path);
    EXPECT_EQ(find(), std::nullopt) << "an empty folder is left at most";
  }
}

TEST_F(IdxLookup, PrefersMnistsOwnNamesAndWhatIsUnpacked) {
  put("train_images (1).gz");
  EXPECT_EQ(find(), folder_ / "train_images (1).gz");
  put("train_images.gz");
  EXPECT_EQ(find(), folder_ / "train_images.gz");
  put("train_images");
  EXPECT_EQ(find(), folder_ / "train_images");
  put("emnist-train-images");
  EXPECT_TRUE(has(error_of([&] { find(); }),
                  {"train_images", "emnist-train-images", "give the file", "--data"}));
  put("train-images-idx3-ubyte.gz");
  EXPECT_EQ(find(), folder_ / "train-images-idx3-ubyte.gz");
}

TEST_F(IdxLookup, PassesOverHiddenFiles) {
  put("._train-images-idx3-ubyte");
  EXPECT_TRUE(has(refusal(), {"found only hidden files"}));
  put("__MACOSX/._train-images-idx3-ubyte");
  EXPECT_TRUE(has(refusal(), {"found only folders: __MACOSX"}));
}

TEST_F(IdxLookup, SaysWhatIsThereInstead) {
  EXPECT_TRUE(has(refusal(), {folder_.path(), "train-images-idx3-ubyte", "found nothing"}));
  put("a.png", "\x89PNG and so on");
  put("digits.gz", pack(idx_file({2, 3, 4})));
  EXPECT_TRUE(has(refusal(), {"digits.gz (an IDX image file), a.png (a PNG picture)",
                              "give the file such a name", "--data"}));
  for (int i = 0; i < 9; ++i) put("b" + std::to_string(i), "text");
  EXPECT_TRUE(has(refusal(), {"digits.gz", "b2 (text) and 6 more"}));
  EXPECT_TRUE(has(error_of([&] { find_idx(folder_ / "none", IdxRole::train_images); }),
                  {folder_ / "none", "nothing of that name"}));
}

TEST_F(IdxLookup, OfTwoSetsOneIsToBeNamed) {
  put("MNIST/raw/train-images-idx3-ubyte");
  put("FashionMNIST/raw/train-images-idx3-ubyte");
  EXPECT_TRUE(has(error_of([&] { find(); }), {"FashionMNIST/raw", "MNIST/raw", "--data"}));
  EXPECT_EQ(find_idx(folder_ / "MNIST", IdxRole::train_images),
            folder_ / "MNIST/raw/train-images-idx3-ubyte");
}

TEST_F(IdxLookup, TheRestOfASetLiesBesideItsImages) {
  const auto beside = [&](const std::string& images, IdxRole role) {
    return find_idx_beside(folder_ / images, role);
  };
  const std::string letters = "emnist-letters-train-images-idx3-ubyte.gz";
  put("train-labels-idx1-ubyte");
  put("emnist-digits-train-labels-idx1-ubyte.gz");
  EXPECT_EQ(beside(letters, IdxRole::train_labels), std::nullopt);
  put("emnist-letters-train-labels-idx1-ubyte.gz");
  put("emnist-letters-test-images-idx3-ubyte.gz");
  EXPECT_EQ(beside(letters, IdxRole::train_labels),
            folder_ / "emnist-letters-train-labels-idx1-ubyte.gz");
  EXPECT_EQ(beside(letters, IdxRole::test_images),
            folder_ / "emnist-letters-test-images-idx3-ubyte.gz");
  EXPECT_EQ(beside("train_images", IdxRole::train_labels), folder_ / "train-labels-idx1-ubyte");
  EXPECT_EQ(beside("own.idx", IdxRole::train_labels), folder_ / "train-labels-idx1-ubyte");
  put("t10k-labels-idx1-ubyte");
  EXPECT_EQ(beside("t10k-images-idx3-ubyte", IdxRole::train_labels),
            folder_ / "t10k-labels-idx1-ubyte");
  EXPECT_EQ(beside("t10k-images-idx3-ubyte", IdxRole::test_images), std::nullopt);
  const std::string kaggle = put("k/train-labels-idx1-ubyte/train-labels-idx1-ubyte");
  EXPECT_EQ(beside("k/train-images-idx3-ubyte/train-images-idx3-ubyte", IdxRole::train_labels),
            kaggle);
  EXPECT_TRUE(has(error_of([&] { require_idx_beside(folder_ / letters, IdxRole::test_labels); }),
                  {folder_.path(), "t10k-labels-idx1-ubyte.gz", "found "}));
}

TEST_F(IdxLookup, TheFileItselfCanBeNamed) {
  const std::string images = put("own.idx");
  EXPECT_EQ(find_idx(images, IdxRole::train_images), images);
  EXPECT_EQ(find_idx(images, IdxRole::train_labels), std::nullopt);
  const std::string labels = put("train-labels-idx1-ubyte");
  EXPECT_EQ(find_idx(images, IdxRole::train_labels), labels);
}

}  // namespace
}  // namespace gan::test
