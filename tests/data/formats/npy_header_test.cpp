#include "gan/data/formats/npy_header.h"

#include <gtest/gtest.h>

#include "data/npy_bytes.h"
#include "files.h"

namespace gan::test {
namespace {

using Sizes = std::vector<std::int64_t>;

NpyHeader read(const std::string& dictionary) {
  return read_npy_header(dictionary, Error("reading"));
}

std::string refusal(const std::string& dictionary) {
  return error_of([&] { read(dictionary); });
}

TEST(NpyHeader, ReadsWhatNumpyWrites) {
  const NpyHeader header = read(npy_dictionary("<f4", "(10, 28, 28)") + "       \n");
  EXPECT_EQ(name_of(header.type), "float32");
  EXPECT_FALSE(header.big_endian);
  EXPECT_EQ(header.sizes, (Sizes{10, 28, 28}));
  EXPECT_EQ(header.numbers, 7840u);
  EXPECT_EQ(read(npy_dictionary("|u1", "(3,)")).sizes, Sizes{3});
  EXPECT_EQ(read(npy_dictionary("|u1", "()")).numbers, 1u);
  EXPECT_EQ(read(npy_dictionary("|u1", "(4, 0)")).numbers, 0u);
  EXPECT_TRUE(read(npy_dictionary(">f8", "(2,)")).big_endian);
  EXPECT_EQ(name_of(read(npy_dictionary(">f8", "(2,)")).type), "float64");
  EXPECT_FALSE(header.fortran_order);
}

TEST(NpyHeader, TakesAnyOrderAndQuotes) {
  const NpyHeader header = read("{\"shape\":(2,3),\n\t'fortran_order' : False,\"descr\":\"u1\"}");
  EXPECT_EQ(name_of(header.type), "uint8");
  EXPECT_EQ(header.sizes, (Sizes{2, 3}));
}

TEST(NpyHeader, SaysHowToConvertWhatItDoesNotRead) {
  for (const char* type : {"<c8", "<f16", "|S3", "<M8[us]", "", "<", "u3", "?1"})
    EXPECT_TRUE(has(refusal(npy_dictionary(type, "(2,)")),
                    {"float", std::string("'") + type + "'", "astype"}));
  EXPECT_TRUE(has(refusal(npy_dictionary("|O", "(2,)")), {"Python objects", "numpy.stack"}));
  EXPECT_TRUE(has(refusal("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}"),
                  {"a record"}));
}

TEST(NpyHeader, RefusesAnythingElse) {
  const std::string good = npy_dictionary("<f4", "(2, 3)");
  for (std::size_t length = 0; length + 2 < good.size(); ++length) refusal(good.substr(0, length));
  for (const char* shape :
       {"(-1,)", "(1.5,)", "(a,)", "(1 2)", "(1,,)", "[1]", "1", "(99999999999999999999,)",
        "(1152921504606846976, 2)", "(4294967296, 4294967296, 4294967296)"})
    EXPECT_TRUE(has(refusal(npy_dictionary("<f4", shape)), {"'shape'"})) << shape;
  EXPECT_TRUE(has(refusal(good + "x"), {"after"}));
  EXPECT_TRUE(has(refusal("{'descr': '<f4', 'descr': '<f4'}"), {"key 'descr'"}));
  EXPECT_TRUE(has(refusal("{'descr': '<f4', 'other': 1}"), {"key 'other'"}));
  EXPECT_TRUE(has(refusal("{'descr': '<f4', 'shape': (2,)}"), {"without"}));
  EXPECT_TRUE(has(refusal("{'descr': '<f4', 'fortran_order': No, 'shape': (2,)}"), {"True nor"}));
  std::string many = "(";
  for (int i = 0; i < 33; ++i) many += "1,";
  EXPECT_TRUE(has(refusal(npy_dictionary("<f4", many + ")")), {"32 sizes"}));
  EXPECT_TRUE(has(refusal("{'" + std::string(1000, '\n') + "': 1}"), {"?..."}));
}

TEST(NpyHeader, ReadsOlderWaysOfWriting) {
  EXPECT_EQ(read(npy_dictionary("<f4", "(60L, 28L)")).sizes, (Sizes{60, 28}));
  EXPECT_EQ(read(npy_dictionary("<f4", " ( 60 ,28 , ) ")).sizes, (Sizes{60, 28}));
  EXPECT_TRUE(read("{'descr': '<f4', 'fortran_order': True, 'shape': (2,)}").fortran_order);
  EXPECT_TRUE(has(refusal(npy_dictionary("<f4", "(L,)")), {"'shape'"}));
}

TEST(NpyHeader, KnowsTheTypes) {
  const std::vector<std::pair<std::string, std::size_t>> types = {
      {"|u1", 1}, {"<u1", 1}, {"|b1", 1}, {"?", 1},   {"|i1", 1}, {"=u2", 2},
      {">i4", 4}, {"<u8", 8}, {"<f2", 2}, {"=f4", 4}, {"f8", 8}};
  for (const auto& [type, size] : types)
    EXPECT_EQ(read(npy_dictionary(type, "(2,)")).type.size, size) << type;
  EXPECT_EQ(name_of(read(npy_dictionary("|b1", "(2,)")).type), "bool");
  EXPECT_EQ(name_of(read(npy_dictionary("<i8", "(2,)")).type), "int64");
  EXPECT_EQ(name_of(read(npy_dictionary("<u2", "(2,)")).type), "uint16");
}

}  // namespace
}  // namespace gan::test
