#include "gan/evaluation/classifier/classifier_file.h"

#include <filesystem>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "evaluation/labelled_digits.h"
#include "files.h"
#include "gan/base/sha256.h"
#include "gan/storage/safetensors/safetensors.h"

namespace gan::test {
namespace {

class ClassifierFile : public testing::Test {
 protected:
  CachedClassifier load(const std::optional<LabelledImages>& test = {}) const {
    return load_or_train_classifier(training_, test, folder_ / "classifier", at::kCPU, {});
  }

  const TempFolder folder_;
  const LabelledImages training_ = labelled_digits(60, 1);
};

// The file with other metadata, digest included.
void change_metadata(const std::string& path, const std::string& name, const std::string& value) {
  const std::string bytes = read_file(path);
  Safetensors content = decode_safetensors(bytes, path);
  content.metadata[name] = value;
  write_file(path, encode_safetensors(content));
}

TEST_F(ClassifierFile, IsTrainedOnceAndReadAfterwards) {
  const CachedClassifier first = load();
  EXPECT_TRUE(first.trained);
  EXPECT_EQ(first.hash, hash_of(first.classifier));
  EXPECT_EQ(first.path, folder_ / ("classifier/" + classifier_key(training_) + ".safetensors"));
  EXPECT_FALSE(first.test_accuracy);
  const CachedClassifier second = load();
  EXPECT_FALSE(second.trained);
  EXPECT_EQ(second.hash, first.hash);
  EXPECT_EQ(hash_of(second.classifier), first.hash);
  EXPECT_EQ(second.notice, "");
}

TEST_F(ClassifierFile, KeepsTheAccuracyOfTheTestImages) {
  load();
  const LabelledImages test = labelled_digits(100, 2), other = labelled_digits(30, 3);
  const CachedClassifier measured = load(test);
  EXPECT_FALSE(measured.trained);
  ASSERT_TRUE(measured.test_accuracy);
  EXPECT_EQ(*measured.test_accuracy, accuracy_of(measured.classifier, test.images, test.labels));
  EXPECT_EQ(load().test_accuracy, measured.test_accuracy);  // read from the file
  change_metadata(measured.path, "test_accuracy", "0.125");
  EXPECT_EQ(load(test).test_accuracy, 0.125);  // the same images: not measured again
  EXPECT_EQ(load(other).test_accuracy,
            accuracy_of(measured.classifier, other.images, other.labels));
}

TEST_F(ClassifierFile, IsTrainedAnewWhereItIsDamagedOrOfAnotherKind) {
  const CachedClassifier first = load();
  const std::string bytes = read_file(first.path);
  const auto expect_trained_anew = [&](const char* why) {
    const CachedClassifier again = load();
    EXPECT_TRUE(again.trained) << why;
    EXPECT_EQ(again.hash, first.hash);
    EXPECT_TRUE(has(again.notice, {first.path, why, "trains the classifier again"}));
    EXPECT_EQ(read_file(first.path), bytes);
  };
  std::string damaged = bytes;
  damaged[damaged.size() / 2] ^= 1;
  write_file(first.path, damaged);
  expect_trained_anew("SHA-256");
  write_file(first.path, bytes.substr(0, 1000));
  expect_trained_anew("");
  for (const char* name : {"format", "recipe", "key", "hash"}) {
    change_metadata(first.path, name, "0");
    expect_trained_anew(name);
  }
}

TEST_F(ClassifierFile, OtherImagesAndLabelsHaveAnotherKey) {
  const std::string key = classifier_key(training_);
  LabelledImages other{training_.images.clone(), training_.labels};
  other.images[3][4][5] += 1;
  EXPECT_NE(classifier_key(other), key);
  other = {training_.images, training_.labels.clone()};
  other.labels[7] += 1;
  EXPECT_NE(classifier_key(other), key);
  other = {training_.images.view({60, 14, 56}), training_.labels};
  EXPECT_NE(classifier_key(other), key);
  EXPECT_TRUE(has(error_of([&] { classifier_key({training_.images, {}}); }), {"labels"}));
}

// Files of older versions go on being found.
TEST_F(ClassifierFile, TheKeyIsMadeOfBytes) {
  const auto key_of = [](const std::string& begin, const LabelledImages& images) {
    const at::Tensor labels = images.labels.to(torch::kUInt8);
    return Sha256()
        .update(begin.data(), begin.size())
        .update(images.images.const_data_ptr(), images.images.nbytes())
        .update(labels.const_data_ptr(), labels.nbytes())
        .hex();
  };
  EXPECT_EQ(classifier_key(training_), key_of("judge recipe 1 passes 20 60 28 28", training_));
  const LabelledImages large{torch::ones({60000, 12, 12}, torch::kUInt8),
                             torch::ones({60000}, torch::kInt64)};
  EXPECT_EQ(classifier_key(large), key_of("judge recipe 1 60000 12 12", large));
  const LabelledImages tall{torch::ones({60000, 64, 12}, torch::kUInt8),
                            torch::ones({60000}, torch::kInt64)};
  EXPECT_EQ(classifier_key(tall), key_of("judge recipe 1 60000 64 12", tall));
  const LabelledImages large_sides{torch::ones({2, 64, 64}, torch::kUInt8),
                                   torch::ones({2}, torch::kInt64)};
  EXPECT_EQ(
      classifier_key(large_sides),
      key_of("judge recipe 1 passes 20 learning rate 0.00036734693877551024 2 64 64", large_sides));
  LabelledImages many{training_.images, training_.labels.clone()};
  many.labels[7] = 256 + 3;
  const std::string key = classifier_key(many);
  EXPECT_NE(key, classifier_key(training_));
  many.labels[7] = 512 + 3;
  EXPECT_NE(classifier_key(many), key);
  many.labels[7] = -1;
  EXPECT_TRUE(has(error_of([&] { classifier_key(many); }), {"labels from 0", "found -1"}));
}

TEST_F(ClassifierFile, ColourIsTrainedOnceToo) {
  const LabelledImages colour{in_colour(training_.images), training_.labels};
  const LabelledImages test{in_colour(labelled_digits(30, 3).images),
                            labelled_digits(30, 3).labels};
  const auto made = [&] {
    return load_or_train_classifier(colour, test, folder_ / "classifier", at::kCPU, {});
  };
  const CachedClassifier first = made(), second = made();
  EXPECT_TRUE(first.trained);
  EXPECT_FALSE(second.trained);
  EXPECT_EQ(second.hash, first.hash);
  EXPECT_EQ(second.notice, "");
  EXPECT_EQ(second.classifier->image(), (ImageShape{28, 28, 3}));
  EXPECT_EQ(second.test_accuracy, first.test_accuracy);
  EXPECT_NE(first.path, load().path);
}

TEST_F(ClassifierFile, AFolderThatCannotBeWrittenCostsANotice) {
  write_file(folder_ / "classifier", "a file");
  const CachedClassifier kept = load();
  EXPECT_TRUE(kept.trained);
  EXPECT_EQ(kept.hash, hash_of(kept.classifier));
  EXPECT_TRUE(has(kept.notice, {folder_ / "classifier"}));
}

TEST(ClassifierDir, IsBesideTheCachedImages) {
  const Variable cache("XDG_CACHE_HOME", "/somewhere");
  EXPECT_EQ(classifier_dir(), "/somewhere/gan/classifier");
}

TEST(ClassifierDir, TakesOverWhatAnOlderVersionKept) {
  const TempFolder folder;
  const Variable cache("XDG_CACHE_HOME", folder.path());
  std::filesystem::create_directories(folder / "gan/judge");
  write_file(folder / "gan/judge/kept", "weights");
  EXPECT_EQ(read_file(classifier_dir() + "/kept"), "weights");
  EXPECT_FALSE(std::filesystem::exists(folder / "gan/judge"));
}

}  // namespace
}  // namespace gan::test
