#include "gan/data/formats/npy_file.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "data/idx_bytes.h"
#include "data/npy_bytes.h"
#include "files.h"
#include "gan/data/formats/npy_writer.h"
#include "memory_limit.h"

namespace gan::test {
namespace {

using Sizes = std::vector<std::int64_t>;
using Floats = std::vector<float>;

std::string refusal(const std::string& file) {
  return error_of([&] { parse_npy(file, "FILE", {100}); });
}

// Of `values` or `bytes`, of which one is empty.
Floats numbers_of(const NpyArray& array) {
  return array.bytes.empty() ? array.values : Floats(array.bytes.begin(), array.bytes.end());
}

Floats numbers_of(const std::string& file, const SampleChoice& choice) {
  return numbers_of(parse_npy(file, "FILE", choice));
}

TEST(NpyFile, ReadsWhatThisLibraryWrites) {
  const TempFolder folder;
  Floats values(2 * 3 * 4);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i) / 7;
  const NpyArray array =
      read_npy(write_file(folder / "a.npy", encode_npy({2, 3, 4}, values.data())), {100});
  EXPECT_EQ(array.sizes, (Sizes{2, 3, 4}));
  EXPECT_EQ(array.rows, 2);
  EXPECT_EQ(name_of(array.type), "float32");
  EXPECT_EQ(numbers_of(array), values);
}

TEST(NpyFile, ReadsEachTypeAndByteOrder) {
  const Floats expected = {0, 1, 255};
  const auto values = [](const std::string& type, const std::string& numbers) {
    return numbers_of(npy_file(npy_dictionary(type, "(3,)"), numbers), {3});
  };
  EXPECT_EQ(values("|u1", std::string("\0\1\377", 3)), expected);
  EXPECT_EQ(values("<f4", bytes_of<float>({0, 1, 255})), expected);
  EXPECT_EQ(values(">f4", bytes_of<float>({0, 1, 255}, true)), expected);
  EXPECT_EQ(values("<f8", bytes_of<double>({0, 1, 255})), expected);
  EXPECT_EQ(values(">f8", bytes_of<double>({0, 1, 255}, true)), expected);
  EXPECT_EQ(values("<i2", bytes_of<std::int16_t>({0, 1, 255})), expected);
  EXPECT_EQ(values(">u2", bytes_of<std::uint16_t>({0, 1, 255}, true)), expected);
  EXPECT_EQ(values("<i4", bytes_of<std::int32_t>({0, 1, 255})), expected);
  EXPECT_EQ(values("<u4", bytes_of<std::uint32_t>({0, 1, 255})), expected);
  EXPECT_EQ(values(">i8", bytes_of<std::int64_t>({0, 1, 255}, true)), expected);
  EXPECT_EQ(values("<u8", bytes_of<std::uint64_t>({0, 1, 255})), expected);
  EXPECT_EQ(values("|i1", "\1\377\200"), (Floats{1, -1, -128}));
  EXPECT_EQ(values("<i8", bytes_of<std::int64_t>({-1, 0, 65535})), (Floats{-1, 0, 65535}));
  EXPECT_EQ(values("|b1", std::string("\0\1\1", 3)), (Floats{0, 1, 1}));
}

TEST(NpyFile, ReadsHalfPrecision) {
  const std::vector<std::uint16_t> bits = {0x0000, 0x3c00, 0xbc00, 0x3555, 0x7bff, 0x0001, 0x8400};
  const Floats expected = {0, 1, -1, 0.33325195F, 65504, 5.9604645e-8F, -6.1035156e-5F};
  for (const bool swapped : {false, true})
    EXPECT_EQ(parse_npy(npy_file(npy_dictionary(swapped ? ">f2" : "<f2", "(7,)"),
                                 bytes_of(bits, swapped)),
                        "FILE", {7})
                  .values,
              expected);
  const Floats odd =
      parse_npy(npy_file(npy_dictionary("<f2", "(2,)"), bytes_of<std::uint16_t>({0x7c00, 0x7e00})),
                "FILE", {2})
          .values;
  EXPECT_TRUE(std::isinf(odd[0]) && std::isnan(odd[1]));
}

TEST(NpyFile, ReadsPackedFiles) {
  const std::string numbers = noise(60000);
  const std::string file = npy_file(npy_dictionary("|u1", "(100, 600)"), numbers);
  const Floats all = numbers_of(file, {100});
  const std::string half = pack(file.substr(0, 30000)) + pack(file.substr(30000));
  for (const std::string& packed : {pack(file), half}) {
    EXPECT_EQ(numbers_of(packed, {100}), all);
    EXPECT_EQ(numbers_of(packed, {7, 3}), numbers_of(file, {7, 3}));
  }
  EXPECT_TRUE(has(refusal(pack(file + "x")), {"as its header says", "found more"}));
  EXPECT_TRUE(has(refusal(pack(file.substr(0, file.size() - 1))), {"as its header says"}));
  // Damage is found behind what is taken, too.
  std::string damaged = pack(file);
  damaged[damaged.size() - 8] ^= 1;
  EXPECT_TRUE(has(error_of([&] { parse_npy(damaged, "FILE", {1}); }), {"incorrect data check"}));
}

TEST(NpyFile, ReadsFortransOrder) {
  // numpy.asfortranarray(numpy.arange(24).reshape(2, 3, 4))
  const std::string numbers("\0\14\4\20\10\24\1\15\5\21\11\25\2\16\6\22\12\26\3\17\7\23\13\27", 24);
  std::string dictionary = npy_dictionary("|u1", "(2, 3, 4)");
  dictionary.replace(dictionary.find("False"), 5, "True");
  const std::string file = npy_file(dictionary, numbers);
  Floats expected(24);
  std::iota(expected.begin(), expected.end(), 0.0F);
  for (const std::string& form : {file, pack(file)}) {
    EXPECT_EQ(numbers_of(form, {2}), expected);
    const std::int64_t row = SampleChoice{1, 5}.of(2)[0];
    EXPECT_EQ(numbers_of(form, {1, 5}),
              Floats(expected.begin() + 12 * row, expected.begin() + 12 * (row + 1)));
  }
}

TEST(NpyFile, ReadsEachVersion) {
  for (const char version : {char{1}, char{2}, char{3}})
    EXPECT_EQ(numbers_of(npy_file(npy_dictionary("|u1", "(2,)"), "ab", version), {2}),
              (Floats{'a', 'b'}));
  EXPECT_TRUE(has(refusal(npy_file(npy_dictionary("|u1", "(2,)"), "ab", 4)), {"found 4"}));
}

TEST(NpyFile, ReadsTheChosenRowsAlone) {
  const std::string file = npy_file(npy_dictionary("|u1", "(4, 2)"), "abcdefgh");
  const NpyArray array = parse_npy(file, "FILE", {2});
  EXPECT_EQ(array.sizes, (Sizes{2, 2}));
  EXPECT_EQ(array.rows, 4);
  Floats expected;
  for (const std::int64_t row : SampleChoice{2}.of(4))
    for (std::size_t i = 0; i < 2; ++i)
      expected.push_back(static_cast<float>("abcdefgh"[2 * static_cast<std::size_t>(row) + i]));
  EXPECT_EQ(numbers_of(array), expected);
}

TEST(NpyFile, SeamsBetweenPortionsDoNotShow) {
  const std::string numbers = noise(200000);
  const NpyArray array =
      parse_npy(npy_file(npy_dictionary("|u1", "(200000,)"), numbers), "FILE", {200000});
  const Floats read = numbers_of(array);
  ASSERT_EQ(read.size(), numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i)
    ASSERT_EQ(read[i], static_cast<float>(static_cast<unsigned char>(numbers[i]))) << i;
}

TEST(NpyFile, EveryCutIsRefused) {
  const std::string file = npy_file(npy_dictionary("<f4", "(2, 3)"), noise(24));
  EXPECT_EQ(numbers_of(file, {2}).size(), 6u);
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
  EXPECT_TRUE(has(refusal(npy_file(npy_dictionary("<f4", "()"), noise(4))), {"without images"}));
  EXPECT_TRUE(has(refusal(npy_file(npy_dictionary("<f4", "(0, 3)"), "")), {"without images"}));
  EXPECT_TRUE(has(error_of([] { read_npy("/nowhere/a.npy", {1}); }), {"/nowhere/a.npy", "none"}));
  EXPECT_TRUE(is_npy(npy_file("", "")));
  EXPECT_FALSE(is_npy("\x93NUMP"));
}

}  // namespace
}  // namespace gan::test
