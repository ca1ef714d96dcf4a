#include "gan/evaluation/evaluator.h"

#include <filesystem>
#include <stdexcept>

#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "evaluation/labelled_digits.h"
#include "files.h"
#include "gan/data/sources/make_image_set.h"
#include "gan/data/sources/synthetic.h"
#include "gan/evaluation/classifier/classifier_file.h"
#include "gan/evaluation/evaluation.h"
#include "gan/evaluation/evaluation_json.h"
#include "gan/evaluation/reference_set.h"

namespace gan::test {
namespace {

struct Stop : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void stop() {
  throw Stop("stop");
}

// One classifier, kept in a folder of the test's own, for all tests.
class EvaluatorTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    at::set_num_threads(1);  // so little work is done faster by one
    cache_ = new TempFolder;
    training_ = synthetic_set(128, kSyntheticSeed);
    test_ = synthetic_set(120, kSyntheticTestSeed);
  }
  static void TearDownTestSuite() {
    delete cache_;
    cache_ = nullptr;
  }
  static Evaluator make(Against against = Against::train) {
    return {training_, test_, against, at::kCPU, {}};
  }
  static std::size_t kept_files(const std::string& beginning) {
    std::size_t count = 0;
    for (const auto& file : std::filesystem::directory_iterator(classifier_dir()))
      if (file.path().filename().string().rfind(beginning, 0) == 0) ++count;
    return count;
  }

  inline static TempFolder* cache_ = nullptr;
  inline static ImageSet training_;
  inline static std::optional<ImageSet> test_;
  const Variable home_{"XDG_CACHE_HOME", cache_->path()};
};

TEST_F(EvaluatorTest, EvaluatesAsEvaluateDoes) {
  const Evaluator evaluator = make();
  EXPECT_EQ(evaluator.classifier()->hash, hash_of(evaluator.classifier()->classifier));
  ASSERT_TRUE(evaluator.classifier()->test_accuracy);
  EXPECT_GT(*evaluator.classifier()->test_accuracy, 0.3);
  EXPECT_EQ(evaluator.reference().name, "synthetic digits, training images");
  const at::Tensor samples = scaled_images(labelled_digits(100, 5).images);
  const Evaluation result = evaluator.evaluate(samples, "mine");
  EXPECT_EQ(result.samples_name, "mine");
  EXPECT_EQ(to_json(result).dump(),
            to_json(evaluate(ClassifierFeatures(evaluator.classifier()->classifier), samples,
                             "mine", evaluator.reference()))
                .dump());
}

TEST_F(EvaluatorTest, TheSecondTimeNothingIsComputedAnew) {
  const Evaluator first = make();
  const Evaluation noise = first.noise_row(50);
  const std::optional<Evaluation> real = first.real_row(60);
  ASSERT_TRUE(real);
  // Whatever computes calls a on_progress, and the classifier's training tells of its progress.
  const auto no_step = [](std::int64_t, std::int64_t) { stop(); };
  const Evaluator second(training_, test_, Against::train, at::kCPU, no_step, stop);
  EXPECT_EQ(to_json(second.noise_row(50, stop)).dump(), to_json(noise).dump());
  EXPECT_EQ(to_json(*second.real_row(60, stop)).dump(), to_json(*real).dump());
  EXPECT_TRUE(torch::equal(second.reference().features.rows(), first.reference().features.rows()));
  EXPECT_THROW(second.noise_row(51, stop), Stop);
  EXPECT_THROW(second.real_row(61, stop), Stop);
}

TEST_F(EvaluatorTest, DamagedFilesOfTheCacheAreReplaced) {
  const std::string expected = to_json(make().noise_row(40)).dump();
  for (const auto& file : std::filesystem::directory_iterator(classifier_dir())) {
    std::string bytes = read_file(file.path());
    bytes.back() ^= 1;
    write_file(file.path(), bytes);
  }
  const Evaluator evaluator = make();
  EXPECT_TRUE(evaluator.classifier()->trained);
  EXPECT_TRUE(has(evaluator.classifier()->notice, {"trains the classifier again"}));
  EXPECT_EQ(to_json(evaluator.noise_row(40)).dump(), expected);
  EXPECT_EQ(to_json(make().noise_row(40, stop)).dump(), expected);
}

TEST_F(EvaluatorTest, RealImagesAreFromTheOtherSet) {
  const std::optional<Evaluation> test_row = make().real_row(1000);
  ASSERT_TRUE(test_row);
  EXPECT_EQ(test_row->samples_name, "real: synthetic digits, test images");
  EXPECT_EQ(test_row->samples, 120);  // there are no more
  EXPECT_EQ(test_row->reference_images, 128);
  EXPECT_GT(test_row->nearest_smallest, 0.1);

  const Evaluator against_test = make(Against::test);
  EXPECT_EQ(against_test.reference().name, "synthetic digits, test images");
  const std::optional<Evaluation> training_row = against_test.real_row(100);
  ASSERT_TRUE(training_row);
  EXPECT_EQ(training_row->samples_name, "real: synthetic digits, training images");
  EXPECT_EQ(training_row->samples, 100);
  EXPECT_EQ(training_row->reference_images, 120);
  EXPECT_LT(training_row->frechet_distance.value,
            against_test.noise_row(100).frechet_distance.value);
}

TEST_F(EvaluatorTest, WorksWithoutTestImages) {
  const ImageSet other = synthetic_set(150, 7);
  const Evaluator evaluator(other, {}, Against::train, at::kCPU, {});
  EXPECT_FALSE(evaluator.classifier()->test_accuracy);
  EXPECT_FALSE(evaluator.real_row(100));
  EXPECT_EQ(evaluator.noise_row(30).samples, 30);
  EXPECT_TRUE(has(error_of([&] { Evaluator(other, {}, Against::test, at::kCPU, {}); }),
                  {"test images", "none"}));
  const ImageSet few = synthetic_set(19, 8);
  EXPECT_FALSE(Evaluator(other, few, Against::train, at::kCPU, {}).real_row(100));
}

TEST_F(EvaluatorTest, CanBeStoppedEverywhere) {
  const ImageSet other = synthetic_set(150, 9);
  const auto at_once = [](std::int64_t, std::int64_t) { stop(); };
  EXPECT_THROW(Evaluator(other, test_, Against::train, at::kCPU, at_once), Stop);
  EXPECT_THROW(Evaluator(other, test_, Against::train, at::kCPU, {}, stop), Stop);
  // The classifier was trained, and need not be again.
  const std::size_t references = kept_files("reference-");
  EXPECT_THROW(Evaluator(other, test_, Against::train, at::kCPU, at_once, stop), Stop);
  EXPECT_EQ(kept_files("reference-"), references);
  const Evaluator evaluator(other, test_, Against::train, at::kCPU, at_once);
  const at::Tensor samples = uniform_noise(60, {28, 28}, 1);
  int calls = 0;
  evaluator.evaluate(samples, "", [&] { ++calls; });
  ASSERT_GT(calls, 200);
  for (int last = 1; last <= calls; last += calls / 5) {
    int left = last;
    EXPECT_THROW(evaluator.evaluate(samples, "",
                                    [&] {
                                      if (--left == 0) stop();
                                    }),
                 Stop);
  }
}

TEST_F(EvaluatorTest, WorksInColour) {
  ImageSet training = training_, test = *test_;
  training.images = in_colour(training.images);
  test.images = in_colour(test.images);
  const auto made = [&](const ClassifierProgress& on_training, const OnProgress& on_progress) {
    return Evaluator(training, test, Against::train, at::kCPU, on_training, on_progress);
  };
  const Evaluator evaluator = made({}, {});
  EXPECT_GT(*evaluator.classifier()->test_accuracy, 0.3);
  const at::Tensor samples = scaled_images(in_colour(labelled_digits(60, 5).images));
  const Evaluation result = evaluator.evaluate(samples, "mine");
  const ClassifierRows rows = evaluator.rows(60);
  EXPECT_LT(rows.real_images->frechet_distance.value, rows.uniform_noise.frechet_distance.value);
  EXPECT_LT(result.frechet_distance.value, rows.uniform_noise.frechet_distance.value);
  EXPECT_LT(result.nearest_distance.value, rows.uniform_noise.nearest_distance.value);
  const Evaluator again = made([](std::int64_t, std::int64_t) { stop(); }, stop);
  EXPECT_EQ(to_json(again.noise_row(60, stop)).dump(), to_json(rows.uniform_noise).dump());
  EXPECT_TRUE(has(error_of([&] { evaluator.evaluate(samples.select(1, 0), "grey"); }),
                  {"3 channels", "found Float [60, 28, 28]"}));
  EXPECT_TRUE(has(error_of([&] { Evaluator(training, test_, Against::train, at::kCPU, {}); }),
                  {"3 channels"}));
}

TEST_F(EvaluatorTest, FewImagesOfAClassAreTold) {
  ImageSet set = synthetic_set(500, 1);
  const auto refusal = [&](std::int64_t samples = 60) {
    return error_of([&] { check_classes(set, samples); });
  };
  EXPECT_NO_THROW(check_classes(set, 60));
  set.images = set.images.slice(0, 1);
  set.labels = set.labels.slice(0, 1);
  EXPECT_TRUE(has(refusal(), {"built in: expected at least 500 images, 50 for each of 10 classes",
                              "found 499"}));
  set.labels.remainder_(3).mul_(7);  // labels that no image has do not count
  EXPECT_NO_THROW(check_classes(set, 60));
  EXPECT_TRUE(has(refusal(1 << 27), {"samples with 15 classes"}));
  set.labels.fill_(4);
  EXPECT_TRUE(has(refusal(), {"at least 2 classes", "found 499 of 1 class"}));
  set.labels[0] = 65536;
  EXPECT_TRUE(has(refusal(), {"2 to 65536 classes", "found 65537"}));
  set.labels[0] = 1;
  set.images = set.images.slice(2, 0, 11);
  EXPECT_TRUE(has(refusal(), {"sides from 12", "found 11"}));
  set.labels = at::Tensor();
  EXPECT_TRUE(has(refusal(), {"at least 100 images with labels", "499 images without labels"}));
}

TEST_F(EvaluatorTest, RefusesWhatDoesNotBelongTogether) {
  ImageSet unlabelled = training_;
  unlabelled.labels = at::Tensor();
  EXPECT_TRUE(
      has(error_of([&] { Evaluator(unlabelled, {}, Against::train, at::kCPU, {}); }), {"labels"}));
  ImageSet narrow = *test_;
  narrow.images = narrow.images.slice(2, 0, 27).contiguous();
  EXPECT_TRUE(has(error_of([&] { Evaluator(training_, narrow, Against::train, at::kCPU, {}); }),
                  {"28 by 28"}));
}

}  // namespace
}  // namespace gan::test
