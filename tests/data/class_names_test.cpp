#include "gan/data/class_names.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "files.h"
#include "gan/data/image_set.h"

namespace gan::test {
namespace {

using Names = std::vector<std::string>;

TEST(ClassNames, AreTheSetsOwnOrNumbers) {
  ImageSet set;
  EXPECT_EQ(class_names_of(set), Names{});
  set.labels = at::arange(6, at::kLong).remainder(3);
  EXPECT_EQ(class_names_of(set), (Names{"0", "1", "2"}));
  set.classes = {"cat", "dog", "owl", "none"};
  EXPECT_EQ(class_names_of(set), set.classes);
}

TEST(ClassNames, ANameGoesBeforeANumber) {
  const Names digits = {"2", "1", "0"};
  EXPECT_EQ(class_named("2", digits, "--class"), 0);
  const Names animals = {"cat", "dog", "owl"};
  EXPECT_EQ(class_named("owl", animals, "--class"), 2);
  EXPECT_EQ(class_named("1", animals, "--class"), 1);
  for (const char* wrong : {"3", "-1", "1.0", "", "Cat", "1 "})
    EXPECT_TRUE(has(error_of([&] { class_named(wrong, animals, "--class"); }),
                    {"--class", "from 0 to 2", "cat, dog, owl", "\"" + std::string(wrong) + "\""}));
  EXPECT_TRUE(has(error_of([] { class_named("x", numbered_classes(100), "--class"); }),
                  {"from 0 to 99", "10, 11, ..."}));
}

TEST(ClassNames, TheHashIsThatOfTheLabels) {
  ImageSet set, other;
  set.labels = at::arange(6, at::kLong);
  other.labels = at::arange(12, at::kLong).slice(0, 0, 12, 2).div(2, "floor");
  EXPECT_EQ(labels_sha256(set), labels_sha256(other));
  other.labels = set.labels.flip(0);
  EXPECT_NE(labels_sha256(set), labels_sha256(other));
}

}  // namespace
}  // namespace gan::test
