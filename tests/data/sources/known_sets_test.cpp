#include "gan/data/sources/known_sets.h"

#include <gtest/gtest.h>

#include "gan/data/sources/mnist.h"

namespace gan::test {
namespace {

TEST(KnownSets, HaveNamesByTheirContent) {
  EXPECT_EQ(known_set(mnist_file(IdxRole::train_images).sha256), "MNIST");
  EXPECT_EQ(known_set(mnist_file(IdxRole::test_images).sha256), "MNIST");
  EXPECT_EQ(known_set(mnist_file(IdxRole::train_labels).sha256), "");
  EXPECT_EQ(known_set(""), "");
}

// As the first and the last rows of the table have them.
TEST(KnownSets, HaveNamesAsTheyAreDistributed) {
  EXPECT_EQ(known_gzip("3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            "Fashion-MNIST");
  EXPECT_EQ(known_gzip("edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
            "KMNIST");
  EXPECT_EQ(known_gzip(mnist_file(IdxRole::train_images).gzip_sha256), "");
}

}  // namespace
}  // namespace gan::test
