#include "gan/data/npy_file.h"

#include <gtest/gtest.h>

#include "data/npy_bytes.h"
#include "files.h"
#include "gan/report/npy.h"
#include "memory_limit.h"

namespace gan::test {
namespace {

using Sizes = std::vector<std::int64_t>;
using Floats = std::vector<float>;

std::string refusal(const std::string& file) {
  return error_of([&] { parse_npy(file, "FILE", 100); });
}

TEST(NpyFile, ReadsWhatThisLibraryWrites) {
  const TempFolder folder;
  Floats values(2 * 3 * 4);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i) / 7;
  const NpyArray array =
      read_npy(write_file(folder / "a.npy", encode_npy({2, 3, 4}, values.data())), 100);
  EXPECT_EQ(array.sizes, (Sizes{2, 3, 4}));
  EXPECT_EQ(array.rows, 2);
  EXPECT_EQ(array.type, NpyType::float32);
  EXPECT_EQ(array.values, values);
}

TEST(NpyFile, ReadsEachTypeAndByteOrder) {
  const Floats expected = {0, 1, 255};
  const auto values = [](const std::string& type, const std::string& numbers) {
    return parse_npy(npy_file(npy_dictionary(type, "(3,)"), numbers), "FILE", 3).values;
  };
  EXPECT_EQ(values("|u1", std::string("\0\1\377", 3)), expected);
  EXPECT_EQ(values("<f4", bytes_of<float>({0, 1, 255})), expected);
  EXPECT_EQ(values(">f4", bytes_of<float>({0, 1, 255}, true)), expected);
  EXPECT_EQ(values("<f8", bytes_of<double>({0, 1, 255})), expected);
  EXPECT_EQ(values(">f8", bytes_of<double>({0, 1, 255}, true)), expected);
}

TEST(NpyFile, ReadsEachVersion) {
  for (const char version : {char{1}, char{2}, char{3}})
    EXPECT_EQ(parse_npy(npy_file(npy_dictionary("|u1", "(2,)"), "ab", version), "FILE", 2).values,
              (Floats{'a', 'b'}));
  EXPECT_TRUE(has(refusal(npy_file(npy_dictionary("|u1", "(2,)"), "ab", 4)), {"found 4"}));
}

TEST(NpyFile, ReadsTheFirstRowsAlone) {
  const std::string file = npy_file(npy_dictionary("|u1", "(4, 2)"), "abcdefgh");
  const NpyArray array = parse_npy(file, "FILE", 2);
  EXPECT_EQ(array.sizes, (Sizes{2, 2}));
  EXPECT_EQ(array.rows, 4);
  EXPECT_EQ(array.values, (Floats{'a', 'b', 'c', 'd'}));
}

TEST(NpyFile, SeamsBetweenPortionsDoNotShow) {
  const std::string numbers = noise(200000);
  const NpyArray array =
      parse_npy(npy_file(npy_dictionary("|u1", "(200000,)"), numbers), "FILE", 200000);
  ASSERT_EQ(array.values.size(), numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i)
    ASSERT_EQ(array.values[i], static_cast<float>(static_cast<unsigned char>(numbers[i]))) << i;
}

TEST(NpyFile, EveryCutIsRefused) {
  const std::string file = npy_file(npy_dictionary("<f4", "(2, 3)"), noise(24));
  EXPECT_EQ(parse_npy(file, "FILE", 2).values.size(), 6u);
  for (std::size_t length = 0; length < file.size(); ++length)
    EXPECT_TRUE(has(refusal(file.substr(0, length)), {"reading images: FILE"})) << length;
  EXPECT_TRUE(has(refusal(file + "x"), {"as its header says"}));
}

TEST(NpyFile, HostileHeadersCostNoMemory) {
  const MemoryLimit limit(std::size_t{64} << 20);
  EXPECT_TRUE(has(refusal(npy_file(npy_dictionary("<f8", "(100000000, 1000)"), noise(80))),
                  {"bytes, as its header says"}));
  std::string long_header("\x93NUMPY\x02\0\xff\xff\xff\x7f", 12);
  EXPECT_TRUE(has(refusal(long_header + noise(100)), {"below 1 MiB"}));
}

TEST(NpyFile, OtherFilesAreNamed) {
  EXPECT_TRUE(has(refusal(""), {"an empty file"}));
  EXPECT_TRUE(has(refusal("PK\3\4 and so on"), {"a zip archive"}));
  EXPECT_TRUE(has(refusal(npy_file(npy_dictionary("<f4", "()"), noise(4))), {"without any"}));
  EXPECT_TRUE(has(refusal(npy_file(npy_dictionary("<f4", "(0, 3)"), "")), {"without any"}));
  EXPECT_TRUE(has(error_of([] { read_npy("/nowhere/a.npy", 1); }), {"/nowhere/a.npy", "none"}));
  EXPECT_TRUE(is_npy(npy_file("", "")));
  EXPECT_FALSE(is_npy("\x93NUMP"));
}

}  // namespace
}  // namespace gan::test
