#include "gan/data/formats/npy_writer.h"

#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "gan/base/error.h"

namespace gan {
namespace {

TEST(Npy, HasTheBytesOfTheFormat) {
  const float values[] = {1.0F, -2.0F};
  const std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }";
  const std::string bytes = encode_npy({1, 2}, values);
  // 118 bytes of header after 10: 128 in all.
  EXPECT_EQ(bytes.substr(0, 10), std::string("\x93NUMPY\x01\x00\x76\x00", 10));
  EXPECT_EQ(bytes.substr(10, 118), header + std::string(117 - header.size(), ' ') + "\n");
  EXPECT_EQ(bytes.substr(128), std::string("\x00\x00\x80\x3f\x00\x00\x00\xc0", 8));
}

TEST(Npy, WritesShapesAsPythonTuples) {
  const std::vector<float> values(24, 0.5F);
  const auto has = [&](const std::vector<std::int64_t>& shape, const std::string& tuple) {
    return encode_npy(shape, values.data()).find("'shape': " + tuple + ", }") != std::string::npos;
  };
  EXPECT_TRUE(has({}, "()"));
  EXPECT_TRUE(has({24}, "(24,)"));
  EXPECT_TRUE(has({2, 3, 4}, "(2, 3, 4)"));
}

TEST(Npy, DataStartsAtAMultipleOf64AndIsComplete) {
  const std::vector<float> values(7, 0.5F);
  for (std::size_t ones = 0; ones < 60; ++ones) {
    std::vector<std::int64_t> shape(ones, 1);
    shape.push_back(7);
    const std::string bytes = encode_npy(shape, values.data());
    ASSERT_EQ((bytes.size() - 28) % 64, 0U);
    ASSERT_EQ(bytes[bytes.size() - 29], '\n');
  }
}

TEST(Npy, ALongHeaderIsVersion2) {
  const float value = 1;
  const std::string bytes = encode_npy(std::vector<std::int64_t>(30'000, 1), &value);
  EXPECT_EQ(bytes.substr(6, 2), std::string("\x02\x00", 2));
  std::size_t size = 0;
  for (std::size_t i = 4; i-- > 0;) size = size << 8 | static_cast<unsigned char>(bytes[8 + i]);
  EXPECT_EQ(bytes.size(), 12 + size + 4);
  EXPECT_EQ((12 + size) % 64, 0U);
  EXPECT_EQ(bytes[12 + size - 1], '\n');
}

TEST(Npy, TakesNoNumbersAtAll) {
  EXPECT_EQ(encode_npy({0}, nullptr).size() % 64, 0U);
  EXPECT_EQ(encode_npy({5, 0, 3}, nullptr).size() % 64, 0U);
}

TEST(Npy, RefusesImpossibleShapes) {
  const float value = 1;
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  EXPECT_THROW(encode_npy({-1}, &value), Error);
  EXPECT_THROW(encode_npy({most, most}, &value), Error);
  EXPECT_THROW(encode_npy({1 << 30, 1 << 30, 2}, &value), Error);
}

}  // namespace
}  // namespace gan
