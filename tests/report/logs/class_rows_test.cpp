#include "gan/report/logs/class_rows.h"

#include <gtest/gtest.h>

namespace gan::test {
namespace {

TEST(ClassRows, EachClassHasItsNameOrNumber) {
  Evaluation evaluation;
  evaluation.class_shares = {0.25, 0.75};
  evaluation.real_class_shares = {0.5, 0.5};
  const std::vector<ClassRow> numbered = class_rows(evaluation, {});
  ASSERT_EQ(numbered.size(), 2U);
  EXPECT_EQ(numbered[1].name, "1");
  EXPECT_EQ(numbered[1].share(evaluation.class_shares), 0.75);
  EXPECT_EQ(class_rows(evaluation, {"cat", "dog"})[1].name, "dog");
}

TEST(ClassRows, OfManyThoseThatAreFurthestOffAreShown) {
  Evaluation evaluation;
  evaluation.real_class_shares.assign(50, 0.02);
  evaluation.class_shares.assign(50, 0.01);
  for (std::size_t i = 10; i < 30; ++i) evaluation.class_shares[i] = 0.035;
  const std::vector<ClassRow> rows = class_rows(evaluation, {});
  ASSERT_EQ(rows.size(), 21U);
  for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(rows[i].name, std::to_string(10 + i));
  EXPECT_EQ(rows[20].name, "30 others");
  EXPECT_NEAR(rows[20].share(evaluation.class_shares), 0.3, 1e-12);
  EXPECT_NEAR(rows[20].share(evaluation.real_class_shares), 0.6, 1e-12);
}

}  // namespace
}  // namespace gan::test
