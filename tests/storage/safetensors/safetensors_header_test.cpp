#include "gan/storage/safetensors/safetensors_header.h"

#include <gtest/gtest.h>

#include "files.h"
#include "storage/safetensors_bytes.h"

namespace gan::test {
namespace {

std::string parse_error(const std::string& header, const std::string& data = "") {
  const std::string error =
      error_of([&] { parse_safetensors(safetensors_bytes(header, data), "F"); });
  EXPECT_TRUE(has(error, {"reading a safetensors file: F: expected"}));
  EXPECT_LT(error.size(), 400u) << error;
  return error;
}

std::string tensor_error(const std::string& type, const std::string& shape,
                         const std::string& offsets, const std::string& data = "12345678") {
  return parse_error("{" + entry("t", type, shape, offsets) + "}", data);
}

TEST(SafetensorsHeader, TakesWhatTheFormatAllows) {
  const std::string header = R"( {"b":{"data_offsets":[1,5],"shape":[1,1],"dtype":"F32"},)" +
                             entry("a\\u0000", "U8", "[]", "[0,1]") + "," +
                             entry("none", "I64", "[0,7]", "[1,1]") +
                             R"(,"__metadata__":{"":"empty key"}} )";
  const std::string file = safetensors_bytes(header.substr(1), "12345");
  const Safetensors parsed = parse_safetensors(file, "F");
  EXPECT_EQ(parsed.tensors.at("b").bytes, "2345");
  EXPECT_EQ(parsed.tensors.at("b").type, ElementType::f32);
  EXPECT_EQ(parsed.tensors.at(std::string("a\0", 2)).bytes, "1");
  EXPECT_EQ(parsed.tensors.at("none").shape, (std::vector<std::int64_t>{0, 7}));
  EXPECT_EQ(parsed.metadata.at(""), "empty key");
}

TEST(SafetensorsHeader, MustBeInsideOfTheFile) {
  const auto error = [](const std::string& file) {
    return error_of([&] { parse_safetensors(file, "F"); });
  };
  for (std::size_t size = 0; size < 8; ++size)
    EXPECT_TRUE(has(error(std::string(size, '\0')), {"at least 8 bytes"}));
  EXPECT_TRUE(has(error(little_endian(3, 8) + "{}"), {"at most 2 bytes", "found 3"}));
  EXPECT_TRUE(has(error(std::string(8, '\xff') + "{}"), {"at most 2 bytes"}));
  const std::string large = "{" + std::string(kMostHeaderBytes, ' ') + "}";
  EXPECT_TRUE(has(error(safetensors_bytes(large)), {"at most 16777216 bytes"}));
}

TEST(SafetensorsHeader, MustBeOneJsonObject) {
  for (const char* header : {"", " {}", "[]", "\xef\xbb\xbf{}", "x"})
    EXPECT_TRUE(has(parse_error(header), {"begins with {"})) << header;
  for (const char* header : {"{", "{}{}", "{}x", "{\"a\":}", "{\"a\":1e999}", "{\"\xff\":{}}",
                             "{,}", "{/**/}", "{\"\n\":{}}"})
    EXPECT_TRUE(has(parse_error(header), {"JSON", "text that is not JSON at byte"})) << header;
  EXPECT_TRUE(has(parse_error(std::string("{}\0", 3)), {"a zero byte"}));
}

TEST(SafetensorsHeader, MustNotHaveANameTwice) {
  const std::string one = entry("t", "U8", "[1]", "[0,1]");
  EXPECT_TRUE(has(parse_error("{" + one + "," + one + "}", "x"), {"\"t\" twice"}));
  EXPECT_TRUE(has(parse_error(R"({"__metadata__":{},"__metadata__":{}})"), {"twice"}));
  EXPECT_TRUE(has(parse_error(R"({"__metadata__":{"a":"","a":""}})"), {"\"a\" twice"}));
  EXPECT_TRUE(has(parse_error(R"({"t":{"dtype":"U8","dtype":"U8"}})"), {"\"dtype\" twice"}));
}

TEST(SafetensorsHeader, MustHaveTextsAsMetadata) {
  for (const char* value : {"1", "-1", "1.5", "true", "null", "{}", "[]"})
    EXPECT_TRUE(has(parse_error("{\"__metadata__\":{\"key\":" + std::string(value) + "}}"),
                    {"a text as the metadata's \"key\""}));
  for (const char* value : {"1", "\"text\"", "[]", "null"})
    EXPECT_TRUE(has(parse_error("{\"__metadata__\":" + std::string(value) + "}"), {"an object"}));
}

TEST(SafetensorsHeader, MustHaveWholeTensors) {
  EXPECT_TRUE(has(parse_error(R"({"":{}})"), {"an empty name"}));
  EXPECT_TRUE(has(parse_error(R"({"t":{}})"), {"dtype, shape and data_offsets of \"t\"", "0"}));
  EXPECT_TRUE(has(parse_error(R"({"t":{"dtype":"U8","shape":[1]}})"), {"only 2"}));
  EXPECT_TRUE(has(parse_error(R"({"t":{"stride":[1]}})"), {"found \"stride\""}));
  EXPECT_TRUE(has(parse_error(R"({"t":{"dtype":[]}})"), {"a text as dtype"}));
  EXPECT_TRUE(has(parse_error(R"({"t":{"dtype":{}}})"), {"a text as dtype", "an object"}));
  EXPECT_TRUE(has(parse_error(R"({"t":{"shape":3}})"), {"an array as shape", "a number"}));
  EXPECT_TRUE(has(parse_error(R"({"t":7})"), {"an object for \"t\""}));
  for (const char* type : {"F16", "BF16", "BOOL", "f32", ""})
    EXPECT_TRUE(has(tensor_error(type, "[8]", "[0,8]"), {"U8, I64, F32 or F64", "\"t\"", type}));
}

TEST(SafetensorsHeader, MustHavePossibleShapes) {
  EXPECT_TRUE(has(tensor_error("U8", "[-8]", "[0,8]"), {"in shape of \"t\"", "negative"}));
  EXPECT_TRUE(has(tensor_error("U8", "[8.0]", "[0,8]"), {"the number \"8.0\""}));
  EXPECT_TRUE(has(tensor_error("U8", "[[8]]", "[0,8]"), {"an array"}));
  EXPECT_TRUE(has(tensor_error("U8", "[{}]", "[0,8]"), {"an object"}));
  EXPECT_TRUE(has(tensor_error("U8", "[\"8\"]", "[0,8]"), {"a text"}));
  EXPECT_TRUE(has(tensor_error("U8", "[9223372036854775808]", "[0,8]"), {"63 bits"}));
  EXPECT_TRUE(has(tensor_error("U8", "[18446744073709551617]", "[0,8]"), {"1844674407370955161"}));
  for (const char* shape : {"[4294967297]", "[4294967296,4294967296]", "[0,4611686018427387904,4]",
                            "[9223372036854775807,0]"})
    EXPECT_TRUE(has(tensor_error("F64", shape, "[0,0]"), {"a valid shape of \"t\""})) << shape;
  std::string long_shape = "[1";
  for (int i = 1; i < 65; ++i) long_shape += ",1";
  EXPECT_TRUE(has(tensor_error("U8", long_shape + "]", "[0,1]"), {"at most 64 numbers in shape"}));
}

TEST(SafetensorsHeader, MustHaveOffsetsOfTheShapesSize) {
  for (const char* offsets : {"[0,7]", "[0,9]", "[8,0]", "[0,9223372036854775807]"})
    EXPECT_TRUE(has(tensor_error("F32", "[2]", offsets), {"span the 8 bytes of its shape"}));
  for (const char* offsets : {"[]", "[8]", "[0,8,8]"})
    EXPECT_TRUE(has(tensor_error("U8", "[8]", offsets), {"two data_offsets"}));
  EXPECT_TRUE(has(tensor_error("U8", "[8]", "[-8,0]"), {"data_offsets", "negative"}));
}

TEST(SafetensorsHeader, MustTileTheData) {
  const auto error = [](const std::string& first, const std::string& second,
                        const std::string& data) {
    return parse_error(
        "{" + entry("a", "U8", "[2]", first) + "," + entry("b", "U8", "[2]", second) + "}", data);
  };
  EXPECT_TRUE(has(error("[0,2]", "[3,5]", "12345"), {"\"b\" at byte 2", "after a gap"}));
  EXPECT_TRUE(has(error("[1,3]", "[3,5]", "12345"), {"\"a\" at byte 0", "after a gap"}));
  EXPECT_TRUE(has(error("[0,2]", "[1,3]", "123"), {"\"b\" at byte 2", "inside another tensor"}));
  EXPECT_TRUE(has(error("[0,2]", "[0,2]", "12"), {"inside another tensor"}));
  EXPECT_TRUE(has(error("[0,2]", "[2,4]", "12345"), {"4 bytes of tensors", "found 5"}));
  EXPECT_TRUE(has(error("[0,2]", "[2,4]", "123"), {"4 bytes of tensors", "found 3"}));
  EXPECT_TRUE(has(parse_error("{}", "1"), {"0 bytes of tensors", "found 1"}));
}

TEST(SafetensorsHeader, MustHaveNoMoreEntriesThanItsLimits) {
  const auto tensors = [](int count) {
    std::string header = "{";
    for (int i = 0; i < count; ++i)
      header += (i > 0 ? "," : "") + entry(std::to_string(i), "U8", "[0]", "[0,0]");
    return header + "}";
  };
  EXPECT_EQ(parse_safetensors(safetensors_bytes(tensors(100000)), "F").tensors.size(), 100000u);
  EXPECT_TRUE(has(parse_error(tensors(100001)), {"at most 100000 tensors"}));
  std::string metadata = R"({"__metadata__":{"x":"")";
  for (int i = 0; i < 100000; ++i) metadata += ",\"" + std::to_string(i) + "\":\"\"";
  EXPECT_TRUE(has(parse_error(metadata + "}}"), {"at most 100000 entries"}));
}

TEST(SafetensorsHeader, IsRefusedAtAnyDepthAndShortly) {
  EXPECT_TRUE(has(parse_error(R"({"t":)" + std::string(1000000, '[')), {"an array"}));
  EXPECT_TRUE(has(parse_error("{\"" + std::string(1000000, 'n') + "\xc3\xa9\":[]}"), {"nnn...\""}));
  EXPECT_TRUE(has(parse_error("{\"\xc3\xa9\\n\":[]}"), {"\"???\""}));
}

}  // namespace
}  // namespace gan::test
