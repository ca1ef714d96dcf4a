#include "gan/training/options.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "files.h"
#include "gan/base/error.h"
#include "gan/base/fields.h"

namespace gan::test {
namespace {

TEST(TrainingOptions, LowerPrecisionIsForTheFastWay) {
  TrainingOptions options;
  options.precision = Precision::bf16;
  EXPECT_NO_THROW(options.check());
  options.fast = false;
  try {
    options.check();
    FAIL() << "expected an error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Error::Code::usage);
    EXPECT_NE(std::string(error.what()).find("bf16"), std::string::npos) << error.what();
  }
}

TEST(TrainingOptions, DefaultsAreTheTutorials) {
  TrainingOptions options;
  EXPECT_EQ(
      fields_to_json(options.fields()).dump(),
      R"({"epochs":100,"iterations_per_epoch":300,"batch_size":200,"learning_rate":0.001,)"
      R"("adam_beta1":0.9,"adam_beta2":0.999,"adam_epsilon":1e-07,)"
      R"("shift":0,"generator_average":0.0,"seed":0,)"
      R"("loss":"cross-entropy","gradient_penalty":0.0,"r1":0.0,"r2":0.0,)"
      R"("discriminator_updates":"separate","discriminator_steps":1,"fake_statistics":"moving",)"
      R"("precision":"float32","fast":"on"})");
  EXPECT_NO_THROW(check_fields(options.fields()));
}

TEST(TrainingOptions, ComputesOnWhatIsThere) {
  ComputeOptions options;
  EXPECT_EQ(fields_to_json(options.fields()).dump(), R"({"device":"auto","threads":0})");
}

struct Case {
  std::string flag;
  std::vector<std::string> good, bad;
};

void PrintTo(const Case& each, std::ostream* out) {
  *out << each.flag;
}

class TrainingRanges : public testing::TestWithParam<Case> {};

TEST_P(TrainingRanges, AreKept) {
  TrainingOptions training;
  ComputeOptions compute;
  bool seen = false;
  std::vector<Field> fields = training.fields();
  for (const Field& field : compute.fields()) fields.push_back(field);
  for (Field& field : fields) {
    if (field.flag() != GetParam().flag) continue;
    seen = true;
    for (const std::string& text : GetParam().good) EXPECT_NO_THROW(field.parse(text)) << text;
    for (const std::string& text : GetParam().bad)
      EXPECT_TRUE(has(error_of([&] { field.parse(text); }), {GetParam().flag, "expected"})) << text;
  }
  EXPECT_TRUE(seen);
}

INSTANTIATE_TEST_SUITE_P(
    Each, TrainingRanges,
    testing::Values(Case{"--epochs", {"1", "1000"}, {"0", "-1", "1.5", "many"}},
                    Case{"--iterations-per-epoch", {"1", "300"}, {"0", "-300"}},
                    Case{"--batch-size", {"1", "1000000"}, {"0", "-1", "1000001"}},
                    Case{"--learning-rate", {"1e-5", "1"}, {"0", "-1e-3", "nan", "inf", "1.1"}},
                    Case{"--shift", {"0", "64"}, {"-1", "65", "1.5"}},
                    Case{"--generator-average", {"0", "0.999"}, {"1", "-0.1", "nan"}},
                    Case{"--adam-beta1", {"0", "0.5"}, {"1", "-0.1", "nan"}},
                    Case{"--adam-beta2", {"0", "0.9999"}, {"1", "2", "nan"}},
                    Case{"--adam-epsilon", {"1e-16", "1"}, {"0", "-1e-7", "nan", "2"}},
                    Case{"--seed", {"0", "9223372036854775807"}, {"-1", "9223372036854775808"}},
                    Case{"--threads", {"0", "64"}, {"-1", "4097"}}),
    [](const auto& each) { return std::to_string(each.index); });

}  // namespace
}  // namespace gan::test
