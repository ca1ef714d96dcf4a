#include "gan/data/random_batches.h"

#include <set>

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

// Image i is all i.
at::Tensor plain_images(std::int64_t count, std::int64_t height, std::int64_t width) {
  return at::arange(count).to(at::kByte).view({count, 1, 1}).expand({count, height, width});
}

TEST(RandomBatches, ShapeTypeAndRange) {
  RandomBatches batches(plain_images(256, 4, 3), 50, at::kCPU);
  EXPECT_EQ(batches.image_count(), 256);
  EXPECT_EQ(batches.values(), 12);
  EXPECT_TRUE(batches.device().is_cpu());
  const at::Tensor batch = batches.next().images;
  EXPECT_EQ(batch.sizes(), (std::vector<std::int64_t>{50, 12}));
  EXPECT_EQ(batch.scalar_type(), at::kFloat);
  EXPECT_TRUE(batch.is_contiguous());
  EXPECT_GE(batch.min().item<float>(), -1.0f);
  EXPECT_LE(batch.max().item<float>(), 1.0f);
}

TEST(RandomBatches, PixelsAreScaledAsTheTutorialDoes) {
  at::Tensor all = at::arange(256).to(at::kByte).view({1, 16, 16});
  RandomBatches batches(all, 1, at::kCPU);
  const at::Tensor batch = batches.next().images;
  for (int value = 0; value < 256; ++value) {
    const float expected = (static_cast<float>(value) - 127.5f) / 127.5f;
    EXPECT_EQ(batch[0][value].item<float>(), expected);
  }
}

TEST(RandomBatches, FlipMirrorsHalfOfTheImages) {
  const at::Tensor image = at::arange(12).to(at::kByte).view({1, 2, 2, 3});  // two channels
  const auto batch_of = [&](bool flip) {
    at::manual_seed(3);
    RandomBatches batches(image, 10000, at::kCPU, flip);
    EXPECT_EQ(batches.flips(), flip);
    return batches.next().images.mul(127.5).add(127.5).round();
  };
  const at::Tensor plain = batch_of(false), flipped = batch_of(true);
  const at::Tensor mirror = image.flip(3).view({1, 12}).to(at::kFloat);
  const at::Tensor mirrored = flipped.eq(mirror).all(1), same = flipped.eq(plain).all(1);
  EXPECT_TRUE(mirrored.logical_or(same).all().item<bool>());
  EXPECT_NEAR(mirrored.sum().item<double>(), 5000, 250);  // five standard deviations
  EXPECT_TRUE(has(error_of([&] {
                    RandomBatches(image.view({1, 12}), 1, at::kCPU, true);
                  }),
                  {"images with a width"}));
}

TEST(RandomBatches, ProcessesShareABatch) {
  const at::Tensor images = at::arange(60 * 4).remainder(251).to(at::kByte).view({60, 2, 2});
  const at::Tensor labels = at::arange(60).remainder(7);
  const auto batch_of = [&](std::int64_t processes, std::int64_t rank) {
    at::manual_seed(3);
    RandomBatches batches(images, 10, at::kCPU, /*flip=*/true, labels);
    if (processes > 1) batches.share_among(processes, rank);
    EXPECT_EQ(batches.batch_size(), 10);
    EXPECT_EQ(batches.part().whole, 10);
    batches.next();
    return batches.next();
  };
  const Batch whole = batch_of(1, 0);
  for (const std::int64_t processes : {2, 3, 10}) {
    std::vector<at::Tensor> parts, labels_of_parts;
    for (std::int64_t rank = 0; rank < processes; ++rank) {
      const Batch part = batch_of(processes, rank);
      EXPECT_NEAR(static_cast<double>(part.images.size(0)), 10.0 / static_cast<double>(processes),
                  1);
      parts.push_back(part.images);
      labels_of_parts.push_back(part.labels);
    }
    EXPECT_TRUE(at::cat(parts).equal(whole.images)) << processes;
    EXPECT_TRUE(at::cat(labels_of_parts).equal(whole.labels)) << processes;
  }
  RandomBatches batches(images, 10, at::kCPU);
  EXPECT_TRUE(has(error_of([&] { batches.share_among(11, 0); }),
                  {"--batch-size", "each of the 11 processes", "10"}));
}

TEST(RandomBatches, LabelsAreThoseOfTheImages) {
  const at::Tensor classes = at::arange(250, at::kLong).remainder(7);
  RandomBatches batches(plain_images(250, 2, 2), 100, at::kCPU, /*flip=*/false, classes);
  EXPECT_EQ(batches.classes(), 7);
  for (const Batch& batch : {batches.next(), batches.spread(100)}) {
    const at::Tensor image = batch.images.select(1, 0).mul(127.5).add(127.5).round().to(at::kLong);
    EXPECT_TRUE(at::equal(batch.labels, image.remainder(7)));
  }
  at::manual_seed(3);
  const at::Tensor with = batches.next().images;
  at::manual_seed(3);
  RandomBatches without(plain_images(250, 2, 2), 100, at::kCPU);
  const Batch batch = without.next();
  EXPECT_TRUE(at::equal(batch.images, with)) << "labels change the draws";
  EXPECT_FALSE(batch.labels.defined());
  EXPECT_EQ(without.classes(), 0);
  for (const at::Tensor& wrong : {classes.slice(0, 1), classes.to(at::kByte), classes - 1})
    EXPECT_TRUE(
        has(error_of([&] { RandomBatches(plain_images(250, 2, 2), 1, at::kCPU, false, wrong); }),
            {"one label"}));
}

TEST(RandomBatches, SpreadOnesCoverTheSetAndDrawNothing) {
  RandomBatches batches(plain_images(250, 2, 2), 1, at::kCPU);
  at::manual_seed(1);
  const at::Tensor next = at::rand({3});
  at::manual_seed(1);
  const at::Tensor values = batches.spread(5).images.select(1, 0).mul(127.5).add(127.5).round();
  EXPECT_TRUE(at::equal(values, at::arange(0, 250, 50).to(at::kFloat)));
  EXPECT_EQ(batches.spread(400).images.size(0), 400);
  EXPECT_TRUE(at::equal(at::rand({3}), next));
}

TEST(RandomBatches, DrawsUniformlyWithReplacement) {
  at::manual_seed(1);
  RandomBatches batches(plain_images(4, 2, 2), 40000, at::kCPU);
  const at::Tensor first = batches.next().images.select(1, 0);
  for (int image = 0; image < 4; ++image) {
    const float value = (static_cast<float>(image) - 127.5f) / 127.5f;
    EXPECT_NEAR(first.eq(value).sum().item<double>(), 10000, 433);  // five standard deviations
  }
}

TEST(RandomBatches, SameSeedSameBatches) {
  RandomBatches batches(plain_images(256, 2, 2), 64, at::kCPU);
  at::manual_seed(7);
  const at::Tensor first = batches.next().images, second = batches.next().images;
  at::manual_seed(7);
  EXPECT_TRUE(at::equal(batches.next().images, first));
  EXPECT_TRUE(at::equal(batches.next().images, second));
  EXPECT_FALSE(at::equal(first, second));
}

TEST(RandomBatches, EachBatchIsItsOwn) {
  RandomBatches batches(plain_images(256, 2, 2), 64, at::kCPU);
  at::manual_seed(7);
  batches.next().images.zero_();
  at::manual_seed(7);
  EXPECT_GT(batches.next().images.abs().sum().item<float>(), 0.0f);
}

TEST(RandomBatches, RefusesWhatItCannotDraw) {
  const at::Tensor images = plain_images(4, 2, 2);
  const auto make = [](const at::Tensor& from, std::int64_t size) {
    return error_of([&] { RandomBatches(from, size, at::kCPU); });
  };
  EXPECT_TRUE(has(make(images, 0), {"batch size", "0"}));
  EXPECT_TRUE(has(make(images, -1), {"-1"}));
  EXPECT_TRUE(has(make(images.to(at::kFloat), 1), {"unsigned bytes"}));
  EXPECT_TRUE(has(make(images.view({2, 2, 2, 2, 1}), 1), {"[count, height, width]"}));
  EXPECT_TRUE(has(make(at::Tensor(), 1), {"unsigned bytes"}));
  EXPECT_TRUE(has(make(images.slice(0, 0, 0), 1), {"at least one image"}));
}

}  // namespace
}  // namespace gan::test
