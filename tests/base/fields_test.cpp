#include "gan/base/fields.h"

#include <clocale>
#include <locale>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "files.h"

namespace gan::test {
namespace {

using nlohmann::json;

struct Options {
  bool verbose = false;
  std::int64_t batch_size = 200;
  double learning_rate = 1e-3;
  std::string device = "auto";
  std::vector<std::int64_t> hidden = {256, 512};

  std::vector<Field> fields() {
    return {Field("verbose", verbose, "").placeholder(""),
            Field("batch_size", batch_size, "").at_least(1),
            Field("learning_rate", learning_rate, "").above(0),
            Field("device", device, "").one_of({"auto", "cpu"}),
            Field("hidden", hidden, "").at_least(1)};
  }
};

// A decimal comma and grouped thousands, as in much of Europe.
class Commas : public std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(Fields, KeepTheirOrderInJson) {
  Options options;
  EXPECT_EQ(fields_to_json(options.fields()).dump(),
            R"({"verbose":false,"batch_size":200,"learning_rate":0.001,"device":"auto",)"
            R"("hidden":[256,512]})");
}

TEST(Fields, SurviveTheRoundTripToTheLastBit) {
  Options written;
  written.verbose = true;
  written.batch_size = 9007199254740993;  // not a double
  written.learning_rate = 0.1 + 0.2;
  written.device = "cpu";
  written.hidden = {1, 65536, 3};
  const std::string text = fields_to_json(written.fields()).dump();

  Options read;
  fields_from_json(read.fields(), json::parse(text), "options.json");
  EXPECT_EQ(read.verbose, written.verbose);
  EXPECT_EQ(read.batch_size, written.batch_size);
  EXPECT_EQ(read.learning_rate, written.learning_rate);
  EXPECT_EQ(read.device, written.device);
  EXPECT_EQ(read.hidden, written.hidden);
}

TEST(Fields, LeaveAloneWhatTheFileDoesNotName) {
  Options options;
  options.batch_size = 7;
  fields_from_json(options.fields(), {{"learning_rate", 0.5}}, "options.json");
  EXPECT_EQ(options.batch_size, 7);
  EXPECT_EQ(options.learning_rate, 0.5);
  fields_from_json(options.fields(), json::object(), "options.json");
  EXPECT_EQ(options.learning_rate, 0.5);
}

TEST(Fields, AnUnknownNameIsTold) {
  Options options;
  const auto error = [&](const json& object) {
    return error_of([&] { fields_from_json(options.fields(), object, "my.json"); });
  };
  EXPECT_EQ(error({{"batchsize", 5}}),
            "reading options: my.json: expected the name of an option, found \"batchsize\"; did "
            "you mean batch_size?");
  EXPECT_TRUE(has(error({{"colour", 5}}), {"my.json", "\"colour\""}));
  EXPECT_FALSE(has(error({{"colour", 5}}), {"did you mean"}));
  EXPECT_TRUE(has(error({{"", 5}}), {"my.json"}));
  EXPECT_TRUE(has(error({{"training", {{"batch_size", 5}}}}), {"\"training\"", "without groups"}));
  std::string out;
  EXPECT_TRUE(has(error_of([&] {
                    fields_from_json(options.fields(), {{"log_out", "x"}}, "my.json",
                                     {Field("log_out", out, "")});
                  }),
                  {"\"log_out\"", "give it as the flag --log-out"}));
}

TEST(Fields, OnlyAnObjectHoldsOptions) {
  Options options;
  const json discarded = json::parse("{", nullptr, /*allow_exceptions=*/false);
  for (const json& value : {json(5), json::array({5}), json("x"), json(nullptr), discarded})
    EXPECT_TRUE(has(error_of([&] { fields_from_json(options.fields(), value, "my.json"); }),
                    {"my.json", "a JSON object"}));
}

TEST(Fields, AreCheckedTogether) {
  Options options;
  EXPECT_NO_THROW(check_fields(options.fields()));
  options.hidden = {256, 0};
  EXPECT_TRUE(has(error_of([&] { check_fields(options.fields()); }), {"--hidden"}));
  options.batch_size = 0;
  EXPECT_TRUE(has(error_of([&] { check_fields(options.fields()); }), {"--batch-size"}));
}

void expect_numbers_with_points() {
  Options options;
  options.batch_size = 1234567;
  options.learning_rate = 1234.5;
  const std::vector<Field> fields = options.fields();
  EXPECT_EQ(fields[1].text(), "1234567");
  EXPECT_EQ(fields[2].text(), "1234.5");
  EXPECT_EQ(fields_to_json(fields)["learning_rate"].dump(), "1234.5");
  Field(fields[2]).parse("0.25");
  EXPECT_EQ(options.learning_rate, 0.25);
  EXPECT_THROW(Field(fields[2]).parse("0,25"), Error);
  EXPECT_THROW(Field(fields[1]).parse("1.000"), Error);
  EXPECT_EQ(Field("x", options.learning_rate, "").above(0.5).range(), "above 0.5");
}

TEST(Fields, DoNotMindTheGlobalLocale) {
  const std::locale before = std::locale::global(std::locale(std::locale::classic(), new Commas));
  expect_numbers_with_points();
  std::locale::global(before);
}

TEST(Fields, DoNotMindTheSystemsLocale) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  const char* chosen = nullptr;
  for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE"})
    if (chosen == nullptr) chosen = std::setlocale(LC_ALL, name);
  if (chosen == nullptr) GTEST_SKIP() << "no locale with a decimal comma is installed";
  expect_numbers_with_points();
  std::setlocale(LC_ALL, before.c_str());
}

}  // namespace
}  // namespace gan::test
