#include "gan/evaluation/feature_network.h"

#include <gtest/gtest.h>
#include <torch/script.h>

#include "evaluation/labelled_digits.h"
#include "files.h"
#include "gan/base/sha256.h"
#include "storage/script_file.h"

namespace gan::test {
namespace {

class FeatureNetworkTest : public testing::Test {
 protected:
  // A module with these lines as the body of forward(self, INPUTS).
  FeatureNetwork network(const std::string& body, const std::string& inputs = "x: Tensor",
                         const at::Tensor& weights = {}) {
    script_module(body, weights, inputs).save(path());
    return {path(), at::kCPU};
  }
  std::string path() const { return folder_ / "network.pt"; }
  std::string refusal(const std::string& body, const std::string& inputs = "x: Tensor") {
    return error_of([&] { network(body, inputs).features_of_pixels(digits_, {}); });
  }

  const TempFolder folder_;
  const at::Tensor digits_ = labelled_digits(60, 1).images;
  const at::Tensor scaled_ = scaled_images(digits_);
};

TEST_F(FeatureNetworkTest, TakesImagesFromMinusOneToOne) {
  const FeatureNetwork rows = network("return x.flatten(1)");
  EXPECT_EQ(rows.hash(), sha256_of_file(path()));
  EXPECT_EQ(rows.classes(), 0);
  EXPECT_TRUE(torch::equal(rows.features_of_pixels(digits_, {}), scaled_.flatten(1)));
  const Classified seen = rows.classify(scaled_, {});
  EXPECT_TRUE(torch::equal(seen.features, scaled_.flatten(1)));
  EXPECT_FALSE(seen.probabilities.defined());
}

TEST_F(FeatureNetworkTest, ImagesHaveAChannelOfTheirOwn) {
  const FeatureNetwork sizes =
      network("return torch.tensor([float(x.size(1)), float(x.size(2))]).expand(x.size(0), 2)");
  const at::Tensor grey = sizes.features_of_pixels(digits_, {});
  EXPECT_EQ(grey[0][0].item<float>(), 1);
  EXPECT_EQ(grey[0][1].item<float>(), 28);
  const at::Tensor colour = sizes.features_of_pixels(in_colour(digits_), {});
  EXPECT_EQ(colour[0][0].item<float>(), 3);
}

TEST_F(FeatureNetworkTest, ReturnFeaturesMeansBytesInThreeChannels) {
  const std::string inputs = "x: Tensor, use_fp16: bool = False, return_features: bool = False";
  const std::string body =
      "assert return_features and not x.is_floating_point()\n"
      "    return x.flatten(1).float()";
  const FeatureNetwork bytes = network(body, inputs);
  const at::Tensor expected =
      digits_.unsqueeze(1).expand({-1, 3, -1, -1}).flatten(1).to(torch::kFloat32);
  EXPECT_TRUE(torch::equal(bytes.features_of_pixels(digits_, {}), expected));
  // Rounded to the nearest byte, and cut off.
  const at::Tensor near = scaled_ + 0.3 / 127.5;
  EXPECT_TRUE(torch::equal(bytes.classify(near, {}).features, expected));
  const at::Tensor far = bytes.classify(scaled_ * 2, {}).features;
  EXPECT_EQ(far.min().item<float>(), 0);
  EXPECT_EQ(far.max().item<float>(), 255);
  const at::Tensor colour = in_colour(digits_);
  EXPECT_TRUE(
      torch::equal(bytes.features_of_pixels(colour, {}), colour.flatten(1).to(torch::kFloat32)));
}

TEST_F(FeatureNetworkTest, AListOfOneTensorAndOtherShapesAreTaken) {
  EXPECT_EQ(network("return [x.mean([1, 2, 3])]").features_of_pixels(digits_, {}).sizes(),
            (std::vector<std::int64_t>{60, 1}));
  EXPECT_EQ(network("return {'pool': x[:, :, :2, :3]}").features_of_pixels(digits_, {}).sizes(),
            (std::vector<std::int64_t>{60, 6}));
}

TEST_F(FeatureNetworkTest, HalfPrecisionBecomesFloat32) {
  const at::Tensor weights = torch::full({3, 784}, 0.5, torch::kHalf);
  const FeatureNetwork dense =
      network("return torch.linear(x.flatten(1), self.w)", "x: Tensor", weights);
  EXPECT_TRUE(torch::allclose(dense.features_of_pixels(digits_, {}).select(1, 2),
                              scaled_.flatten(1).sum(1) * 0.5, 1e-4, 1e-3));
}

TEST_F(FeatureNetworkTest, WhatCannotBeCalledIsRefused) {
  const std::string wrong = "save a module that takes images and chooses the rest";
  EXPECT_TRUE(has(refusal("return x", "x: Tensor, y: Tensor"),
                  {path(), "forward(x: Tensor, y: Tensor)", wrong}));
  EXPECT_TRUE(has(refusal("return torch.zeros([2, n])", "n: int"), {"forward(n: int)", wrong}));
  write_file(path(), "no archive");
  EXPECT_TRUE(has(error_of([&] { FeatureNetwork(path(), at::kCPU); }), {path()}));
  EXPECT_TRUE(has(error_of([&] { FeatureNetwork(folder_ / "none.pt", at::kCPU); }), {"none.pt"}));
}

TEST_F(FeatureNetworkTest, WhatFailsOrReturnsNoFeaturesIsTold) {
  const std::string input = "a network that takes Float [50, 1, 28, 28] from -1 to 1";
  EXPECT_TRUE(has(refusal("return torch.conv2d(x, torch.zeros([4, 3, 5, 5]))"),
                  {path(), input, "channels", "--channels 3"}));
  EXPECT_TRUE(has(refusal("return x.sum()"), {input, "Float []"}));
  EXPECT_TRUE(has(refusal("return x[1:]"), {input, "Float [49, 1, 28, 28]"}));
  EXPECT_TRUE(has(refusal("return (x, x)"), {input, "of 2 tensors"}));
  EXPECT_TRUE(has(refusal("return x.flatten(1).long()"), {input, "Long [50, 784]"}));
  EXPECT_TRUE(has(refusal("return x.flatten(1)[:, :x.size(0)]"),
                  {"as many numbers for each image, 50", "found 10"}));
}

TEST_F(FeatureNetworkTest, TellsOfItsProgress) {
  int calls = 0;
  network("return x.flatten(1)").features_of_pixels(digits_, [&] { ++calls; });
  EXPECT_EQ(calls, 2);
}

}  // namespace
}  // namespace gan::test
