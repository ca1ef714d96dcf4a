#include "gan/base/json_text.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "files.h"

namespace gan::test {
namespace {

using namespace std::string_literals;

nlohmann::ordered_json parsed(const std::string& text) {
  return parse_json(text, "my.json", Error::usage("reading options"));
}

std::string complaint(const std::string& text) {
  const std::string words = error_of([&] { parsed(text); });
  for (const char c : words) EXPECT_GE(static_cast<unsigned char>(c), ' ') << words;
  EXPECT_TRUE(has(words, {"reading options: my.json"}));
  return words;
}

TEST(JsonText, ReadsWhatEditorsWrite) {
  EXPECT_EQ(parsed("{\"b\": 1, \"a\": [2, {\"b\": 3}]}").dump(), R"({"b":1,"a":[2,{"b":3}]})");
  EXPECT_EQ(parsed("\xEF\xBB\xBF{\r\n  \"a\": 2\r\n}\r\n")["a"], 2);
  EXPECT_EQ(parsed("{}").size(), 0U);
  EXPECT_EQ(parsed(R"({"a": {"x": 1}, "b": {"x": 2}})").size(), 2U);
}

TEST(JsonText, SaysWhereAndWhy) {
  const std::pair<std::string, std::vector<std::string>> cases[] = {
      {"{\n  // smaller\n  \"a\": 2\n}\n", {"line 2, column 3", "a comment", "remove it"}},
      {"{\n  \"a\": 2 # smaller\n}\n", {"line 2, column 10", "a comment"}},
      {"{\n  \"a\": 2,\n  \"b\": 50,\n}\n", {"line 3, column 10", "comma after the last entry"}},
      {"{\"a\": [1, 2,]}", {"line 1, column 12", "comma after the last entry"}},
      {"{\n  \"a\": 2\n  \"b\": 5\n}", {"line 3, column 3", "found \"b\"; a comma is missing"}},
      {"{\"a\" 2}", {"column 6", "a colon between name and value"}},
      {"{'a': 2}", {"column 2", "double quotes"}},
      {"{\xE2\x80\x9C"
       "a\xE2\x80\x9D: 2}",
       {"column 2", "double quotes"}},
      {"{a: 2}", {"column 2", "\"a\"", "in double quotes"}},
      {"{\"a\": NaN}", {"column 7", "\"NaN\"", "only finite numbers"}},
      {"{\"a\": -Infinity}", {"column 7", "\"-Infinity\"", "only finite numbers"}},
      {"{\"a\": True}", {"column 7", "\"True\"", "write true"}},
      {"{\"a\": None}", {"\"None\"", "write null"}},
      {"{\"a\": auto}", {"\"auto\"", "in double quotes"}},
      {"{\"a\": 0x10}", {"column 7", "\"0x10\"", "in decimal"}},
      {"{\"a\": .5}", {"column 7", "\".5\"", "write 0.5"}},
      {"{\"a\": 5.}", {"column 7", "\"5.\"", "write 5.0"}},
      {"{\"a\": +0.1}", {"column 7", "without the +"}},
      {"{\"a\": 007}", {"column 7", "\"007\"", "without the first 0"}},
      {"{\"a\": 1e999}", {"a number up to 1.8e308", "\"1e999\""}},
      {"{\"a\": \"b\tc\"}", {"column 9", "a tab", "write \\t"}},
      {"{\"a\": \"b\n}", {"line 1, column 9", "the end of the line"}},
      {"{\"a\": \"C:\\Users\"}", {"column 10", "\"\\U\"", "write \\\\ for a backslash"}},
      {"{\"a\": \"\\u12\"}", {"column 8", "a backslash"}},
      {"{\"a\": \"\xFF\"}", {"UTF-8", "other bytes"}},
      {"{\"\xC3\xBC\": 1,}", {"column 8", "comma after the last entry"}},
      {"{\"a\": 2", {"line 1, column 8", "the end of the file", "cut off"}},
      {"{\"a\": [1,\n", {"line 1, column 10", "the end of the file"}},
      {"{\"a\": \"b", {"the end of the file", "quote is missing"}},
      {"{\"a\": 2}{\"a\":3}", {"column 9", "more after its end", "remove the rest"}},
      {"{\"a\": 2}\n}", {"line 2, column 1", "more after its end"}},
      {"{\"a\": -}", {"column 7", "found \"-\""}},
      {"{\"a\": ;}", {"column 7", "\";\""}},
      {"epochs = 3\n", {"line 1, column 1", "\"epochs\""}},
      {"\x1B[31m", {"line 1, column 1"}},
      {"", {"an empty file"}},
      {" \n\t\n", {"an empty file"}},
      {"\xEF\xBB\xBF", {"an empty file"}},
      {"\xFE\xFF\0{\0}"s, {"UTF-16", "save it as UTF-8"}},
      {"\xFF\xFE{\0}\0"s, {"UTF-16", "save it as UTF-8"}},
      {"{\"a\": 2}\n\0\0"s, {"a zero byte in line 2"}},
      {"{\0}\0"s, {"a zero byte in line 1"}},
      {std::string(100000, '['), {"column 66", "64 levels"}},
  };
  for (const auto& [text, told] : cases)
    EXPECT_TRUE(has(complaint(text), told)) << text.substr(0, 60);
}

TEST(JsonText, ANameIsGivenOnce) {
  EXPECT_TRUE(has(complaint("{\"a\": 2,\n\"b\": 3,\n \"a\": 7}"),
                  {"each name once", "\"a\" in line 1 and in line 3"}));
  EXPECT_TRUE(has(complaint("{\"x\": {\"a\": 2, \"a\": 2}}"), {"in line 1 and in line 1"}));
}

TEST(JsonText, EveryBeginningOfATextIsToldOf) {
  const std::string text = "{\n\"a\": [1, -2.5e3, true, null],\n\"b\": {\"c\\n\": \"\xC3\xBC\"}}";
  for (std::size_t size = 0; size < text.size(); ++size) complaint(text.substr(0, size));
  for (std::size_t at = 0; at < text.size(); ++at)
    for (const char c : {'\0', '"', '\\', ',', '}', '\'', '\xFF', '0', 'x'}) {
      std::string changed = text;
      changed[at] = c;
      try {
        parsed(changed);
      } catch (const Error&) {
      }
    }
}

}  // namespace
}  // namespace gan::test
