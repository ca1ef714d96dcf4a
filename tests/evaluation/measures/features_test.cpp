#include "gan/evaluation/measures/features.h"

#include <limits>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "evaluation/random_features.h"
#include "files.h"

namespace gan::test {
namespace {

TEST(Features, BecomeDouble) {
  const at::Tensor rows = random_features(4, 3, 1);
  const Features checked(rows);
  EXPECT_EQ(checked.count(), 4);
  EXPECT_EQ(checked.rows().scalar_type(), torch::kFloat64);
  EXPECT_TRUE(torch::equal(checked.rows().to(torch::kFloat32), rows));
}

TEST(Features, OthersAreRefused) {
  const auto text = [](const at::Tensor& rows) {
    return error_of([&] { Features(rows, "testing").require(3, "testing"); });
  };
  EXPECT_TRUE(has(text(at::Tensor()), {"testing", "[count, size]"}));
  EXPECT_TRUE(has(text(torch::zeros({5})), {"[count, size]"}));
  EXPECT_TRUE(has(text(torch::zeros({5, 0})), {"[count, size]"}));
  EXPECT_TRUE(has(text(torch::zeros({5, 2}, torch::kInt32)), {"floating point"}));
  EXPECT_TRUE(has(text(torch::zeros({2, 2})), {"at least 3 images", "found 2"}));
  for (const float wrong :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()})
    EXPECT_TRUE(has(text(torch::full({3, 1}, wrong)), {"finite"}));
}

TEST(Features, NoneAreRefusedByWhoTakesThem) {
  EXPECT_EQ(Features().count(), 0);
  EXPECT_TRUE(has(error_of([] { Features().require(1, "testing"); }), {"testing", "found 0"}));
  EXPECT_TRUE(has(error_of([] { Features(torch::zeros({0, 2})); }), {"at least 1 images"}));
}

TEST(Features, SomeCanBeChosen) {
  const Features rows(random_features(4, 3, 1));
  const at::Tensor index = torch::tensor({2, 0, 2}, torch::kInt64);
  EXPECT_TRUE(torch::equal(rows.chosen(index).rows(), rows.rows().index_select(0, index)));
}

TEST(Features, PairsAreOfOneSize) {
  const Features two(torch::zeros({3, 2})), four(torch::zeros({3, 4}));
  EXPECT_TRUE(has(error_of([&] { require_pair(two, four, 1, "testing"); }), {"2 and 4"}));
  EXPECT_NO_THROW(require_pair(two, two, 3, "testing"));
  EXPECT_TRUE(has(error_of([&] { require_pair(two, two, 4, "testing"); }), {"at least 4"}));
}

TEST(Features, SquareDistances) {
  const at::Tensor a = random_features(6, 5, 1).to(torch::kFloat64);
  const at::Tensor b = random_features(7, 5, 2).to(torch::kFloat64);
  const at::Tensor expected = (a.unsqueeze(1) - b.unsqueeze(0)).square().sum(2);
  EXPECT_TRUE(torch::allclose(square_distances(a, b), expected));
  const at::Tensor far = a + 1e6;  // rounding would make it negative
  EXPECT_GE(square_distances(far, far).min().item<double>(), 0);
}

}  // namespace
}  // namespace gan::test
