#include "gan/base/field.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "files.h"

namespace gan::test {
namespace {

using nlohmann::json;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

class FieldTest : public testing::Test {
 protected:
  bool flag = false;
  std::int64_t count = 5;
  double rate = 0.5;
  std::string name = "old";
  std::vector<std::int64_t> widths = {1, 2};

  Field bool_field() { return {"verbose", flag, "says more"}; }
  Field count_field() { return Field("batch_size", count, "images").at_least(1).at_most(100); }
  Field rate_field() { return Field("dropout", rate, "share").at_least(0).below(1); }
  Field name_field() { return {"out_dir", name, "folder"}; }
  Field widths_field() { return Field("hidden", widths, "widths").at_least(1).at_most(1000); }

  // A refused text is told with its flag, and changes nothing.
  void expect_refused(Field field, const std::vector<std::string>& texts) {
    const json before = field.get();
    for (const std::string& text : texts) {
      try {
        field.parse(text);
        ADD_FAILURE() << "took \"" << text << "\"";
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), Error::Code::usage);
        EXPECT_TRUE(has(error.what(), {field.flag(), "expected", "found"}));
      }
      EXPECT_EQ(field.get(), before) << "after \"" << text << "\"";
    }
  }
};

TEST_F(FieldTest, ParsesBooleans) {
  bool_field().parse("true");
  EXPECT_TRUE(flag);
  bool_field().parse("false");
  EXPECT_FALSE(flag);
  expect_refused(bool_field(), {"", "True", "1", "0", "yes", "true ", " true", "truee"});
}

TEST_F(FieldTest, ParsesIntegers) {
  const std::vector<std::pair<std::string, std::int64_t>> good = {
      {"1", 1}, {"100", 100}, {"007", 7}, {"+8", 8}};
  for (const auto& [text, value] : good) {
    count_field().parse(text);
    EXPECT_EQ(count, value) << text;
  }
  expect_refused(count_field(), {"",
                                 " ",
                                 "0",
                                 "-1",
                                 "101",
                                 "1.5",
                                 "1.",
                                 "1e2",
                                 "0x10",
                                 " 5",
                                 "5 ",
                                 "5\n",
                                 "five",
                                 "1,000",
                                 "--5",
                                 "nan",
                                 "inf",
                                 "99999999999999999999",
                                 "-99999999999999999999",
                                 "9223372036854775808",
                                 "18446744073709551617"});
}

TEST_F(FieldTest, IntegersReachTheirLimits) {
  Field field("seed", count, "seed");
  field.parse("9223372036854775807");
  EXPECT_EQ(count, std::numeric_limits<std::int64_t>::max());
  field.parse("-9223372036854775808");
  EXPECT_EQ(count, std::numeric_limits<std::int64_t>::min());
  expect_refused(field, {"9223372036854775808", "-9223372036854775809"});
}

TEST_F(FieldTest, ParsesNumbers) {
  const std::vector<std::pair<std::string, double>> good = {
      {"0", 0},     {"0.25", 0.25}, {".5", .5},    {"1e-3", 1e-3},
      {"2E-1", .2}, {"-0", 0},      {"+0.1", 0.1}, {"0.99999999999999989", 0.99999999999999989}};
  for (const auto& [text, value] : good) {
    rate_field().parse(text);
    EXPECT_EQ(rate, value) << text;
  }
  expect_refused(rate_field(), {"",       "1",    "-0.1",     "-1e-300", "nan",    "NaN",    "-nan",
                                "inf",    "-inf", "Infinity", "1e400",   "1e-400", "-1e400", "0,5",
                                "0x1p-1", " 0.5", "0.5 ",     "0.5.5",   "half",   "1e",     "."});
}

TEST_F(FieldTest, ANumberWithoutBoundsIsFiniteAllTheSame) {
  Field field("offset", rate, "offset");
  field.parse("-1.5e300");
  EXPECT_EQ(rate, -1.5e300);
  expect_refused(field, {"nan", "inf", "-inf", "1e400"});
}

TEST_F(FieldTest, ParsesLists) {
  widths_field().parse("256,512,1000");
  EXPECT_EQ(widths, (std::vector<std::int64_t>{256, 512, 1000}));
  widths_field().parse("7");
  EXPECT_EQ(widths, (std::vector<std::int64_t>{7}));
  expect_refused(widths_field(),
                 {"", ",", "1,", ",1", "1,,2", "1;2", "1, 2", "1 2", "0", "1,0", "1,-2", "1,1001",
                  "1.5", "0x10,2", "[1,2]", "1,9223372036854775808", "1,2,nan"});
}

TEST_F(FieldTest, TakesAnyText) {
  for (const std::string text : {"", " a b ", "nan", "\xff\xfe", "ü"}) {
    name_field().parse(text);
    EXPECT_EQ(name, text);
  }
}

TEST_F(FieldTest, SuggestsTheNearestChoice) {
  Field field = name_field().one_of({"auto", "mnist", "synthetic"});
  field.parse("mnist");
  EXPECT_EQ(name, "mnist");
  EXPECT_EQ(error_of([&] { field.parse("mnsit"); }),
            "checking the options: --out-dir: expected one of auto, mnist, synthetic, found "
            "\"mnsit\"; did you mean mnist?");
  EXPECT_FALSE(has(error_of([&] { field.parse("elephant"); }), {"did you mean"}));
  EXPECT_EQ(name, "mnist");
  expect_refused(field, {"", "MNIST", "mnist ", "\xff"});
}

TEST_F(FieldTest, NamesAnEnumeration) {
  enum class Fruit { apple, pear } fruit = Fruit::pear;
  Field field =
      Field::choice("fruit", fruit, {{"apple", Fruit::apple}, {"pear", Fruit::pear}}, "which");
  EXPECT_EQ(field.text(), "pear");
  field.parse("apple");
  EXPECT_EQ(fruit, Fruit::apple);
  field.set("pear", "options.json");
  EXPECT_EQ(fruit, Fruit::pear);
  EXPECT_EQ(field.value_word(), "apple|pear");
  expect_refused(field, {"plum", ""});
}

TEST_F(FieldTest, TakesTheRightTypeFromJson) {
  const std::string where = "options.json";
  bool_field().set(true, where);
  count_field().set(7, where);
  rate_field().set(0, where);  // a whole number is a number
  name_field().set("new", where);
  widths_field().set({3, 4}, where);
  EXPECT_TRUE(flag);
  EXPECT_EQ(count, 7);
  EXPECT_EQ(rate, 0);
  EXPECT_EQ(name, "new");
  EXPECT_EQ(widths, (std::vector<std::int64_t>{3, 4}));
}

TEST_F(FieldTest, RefusesTheWrongTypeFromJson) {
  const auto expect = [&](Field field, const std::vector<json>& values) {
    const json before = field.get();
    for (const json& value : values) {
      const std::string message = error_of([&] { field.set(value, "options.json"); });
      EXPECT_TRUE(has(message, {"options.json, \"" + field.name() + "\"", "expected", "found"}));
      EXPECT_EQ(field.get(), before) << value;
    }
  };
  const json object = json::object(), list = json::array();
  expect(bool_field(), {0, 1, "true", nullptr, object, list});
  expect(count_field(), {1.0, 1.5, "5", true, nullptr, object, json::array({5}), 0, 101, -1,
                         std::numeric_limits<std::uint64_t>::max()});
  expect(rate_field(),
         {"0.5", true, nullptr, object, json::array({0.5}), 1, -0.1, kInfinity, std::nan("")});
  expect(name_field(), {5, true, nullptr, object, list});
  expect(widths_field(), {5, "5", nullptr, object, list, json::array({1.0}), json::array({"1"}),
                          json::array({0}), json::array({json::array({1})}), json::array({1001})});
}

TEST_F(FieldTest, ShowsTheRightForm) {
  const auto message = [](Field field, const json& value) {
    return error_of([&] { field.set(value, "options.json"); });
  };
  EXPECT_TRUE(has(message(count_field(), "5"), {"the text \"5\"", "; write 5"}));
  EXPECT_TRUE(has(message(count_field(), 2.0), {"found 2.0", "; write 2"}));
  EXPECT_TRUE(has(message(count_field(), 1e20), {"of at most 9223372036854775807, found 1e+20"}));
  EXPECT_TRUE(has(message(rate_field(), "1e-3"), {"a number", "; write 0.001"}));
  EXPECT_TRUE(has(message(bool_field(), "true"), {"the text", "; write true"}));
  EXPECT_TRUE(has(message(bool_field(), 1), {"found 1; write true"}));
  EXPECT_TRUE(has(message(name_field(), 5), {"found 5; write \"5\""}));
  EXPECT_TRUE(has(message(name_field(), nullptr), {"leave it out to use the default"}));
  EXPECT_TRUE(has(message(widths_field(), "256,512"),
                  {"expected a list of whole numbers, found the text", "; write [256,512]"}));
  EXPECT_TRUE(has(message(widths_field(), 256), {"; write [256]"}));
  for (const json& value : {json("many"), json(1.5), json(1e300), json::array({1})})
    EXPECT_EQ(message(count_field(), value).find("write"), std::string::npos) << value;
}

TEST_F(FieldTest, AnEntryOfAListThatIsTooLargeDoesNotWrapAround) {
  Field unbounded("list", widths, "list");
  const json value = json::array({std::numeric_limits<std::uint64_t>::max()});
  EXPECT_TRUE(has(error_of([&] { unbounded.set(value, "f"); }), {"18446744073709551615"}));
  EXPECT_EQ(widths, (std::vector<std::int64_t>{1, 2}));
}

TEST_F(FieldTest, ChecksThePresentValue) {
  EXPECT_NO_THROW(rate_field().check());
  rate = 1;
  EXPECT_EQ(error_of([&] { rate_field().check(); }),
            "checking the options: --dropout: expected at least 0, below 1, found 1.0");
  rate = std::nan("");
  EXPECT_TRUE(has(error_of([&] { rate_field().check(); }), {"--dropout", "not finite"}));
  rate = kInfinity;
  EXPECT_TRUE(has(error_of([&] { Field("x", rate, "").check(); }), {"a finite number"}));
  widths.clear();
  EXPECT_TRUE(has(error_of([&] { widths_field().check(); }), {"--hidden", "[]"}));
  count = 0;
  EXPECT_TRUE(has(error_of([&] { count_field().check(); }), {"--batch-size", "1 to 100", "0"}));
}

TEST_F(FieldTest, BoundsAreOpenOrClosedAsTheyAreNamed) {
  Field closed = Field("x", rate, "").at_least(1).at_most(2);
  Field open = Field("x", rate, "").above(1).below(2);
  for (const char* edge : {"1", "2"}) {
    EXPECT_NO_THROW(closed.parse(edge));
    EXPECT_THROW(open.parse(edge), Error);
  }
  EXPECT_NO_THROW(open.parse("1.5"));
  EXPECT_EQ(open.range(), "above 1, below 2");
  EXPECT_EQ(count_field().range(), "1 to 100");
  EXPECT_EQ(name_field().range(), "");
}

TEST_F(FieldTest, WritesItsValueAsAFlagTakesIt) {
  rate = 1e-7;
  EXPECT_EQ(Field("x", rate, "").text(), "1e-07");
  rate = 0.1 + 0.2;
  Field number("x", rate, "");
  const std::string text = number.text();
  rate = 0;
  number.parse(text);
  EXPECT_EQ(rate, 0.1 + 0.2) << text;
  EXPECT_EQ(widths_field().text(), "1,2");
  EXPECT_EQ(bool_field().text(), "false");
  EXPECT_EQ(name_field().text(), "old");
}

TEST_F(FieldTest, WordsForHelp) {
  EXPECT_EQ(count_field().flag(), "--batch-size");
  EXPECT_EQ(count_field().value_word(), "N");
  EXPECT_EQ(widths_field().value_word(), "N,N,...");
  EXPECT_EQ(rate_field().placeholder("SHARE").value_word(), "SHARE");
}

TEST(Field, AnEntryOfAMapIsBoundByItsName) {
  std::map<std::string, double> values;
  Field field("r1", values, "weight");
  EXPECT_EQ(field.text(), "0.0");
  EXPECT_TRUE(values.empty());
  field.parse("2.5");
  EXPECT_EQ(values.at("r1"), 2.5);
  values = {};  // what the field is bound to is the map
  EXPECT_EQ(field.text(), "0.0");
  field.set(nlohmann::json(3), "a.json");
  EXPECT_EQ(values.at("r1"), 3);
}

}  // namespace
}  // namespace gan::test
