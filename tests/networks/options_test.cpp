#include "gan/networks/options.h"

#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "files.h"
#include "gan/base/fields.h"
#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"

namespace gan::test {
namespace {

TEST(ModelOptions, DefaultsAreTheTutorials) {
  GeneratorOptions generator;
  EXPECT_EQ(fields_to_json(fields_read_by("mlp", generator.fields())).dump(),
            R"({"latent_dim":100,"generator_hidden":[256,512],"batch_norm":"after-relu",)"
            R"("batch_norm_momentum":0.99,"batch_norm_epsilon":0.001,"output_filter":"none"})");
  DiscriminatorOptions discriminator;
  EXPECT_EQ(fields_to_json(fields_read_by("mlp", discriminator.fields())).dump(),
            R"({"discriminator_hidden":[1024,512,256],"dropout":0.25})");
  EXPECT_NO_THROW(check_fields(generator.fields()));
  EXPECT_NO_THROW(check_fields(discriminator.fields()));
}

template <class Options, class Network, class Value>
void expect_refused(Value Options::*member, const std::vector<Value>& values,
                    const std::string& flag) {
  for (const Value& value : values) {
    Options options;
    options.*member = value;
    EXPECT_TRUE(has(error_of([&] { Network network(options); }), {flag, "expected", "found"}));
  }
}

constexpr double kInfinity = std::numeric_limits<double>::infinity();
const std::vector<std::vector<std::int64_t>> kWrongWidths = {{}, {0}, {-1}, {256, 0}, {65537}};

TEST(ModelOptions, AGeneratorOutOfRangeIsNotMade) {
  const auto refuse = [](auto member, auto values, const std::string& flag) {
    expect_refused<GeneratorOptions, Generator>(member, values, flag);
  };
  refuse(&GeneratorOptions::latent_dim, std::vector<std::int64_t>{0, -1, 65537}, "--latent-dim");
  refuse(&GeneratorOptions::hidden, kWrongWidths, "--generator-hidden");
  refuse(&GeneratorOptions::batch_norm_momentum,
         std::vector<double>{-0.01, 1, 1.5, std::nan(""), kInfinity}, "--batch-norm-momentum");
  refuse(&GeneratorOptions::batch_norm_epsilon,
         std::vector<double>{0, -1e-3, std::nan(""), kInfinity}, "--batch-norm-epsilon");
  refuse(&GeneratorOptions::batch_norm, std::vector<BatchNormOrder>{static_cast<BatchNormOrder>(7)},
         "--batch-norm");
}

TEST(ModelOptions, ADiscriminatorOutOfRangeIsNotMade) {
  const auto refuse = [](auto member, auto values, const std::string& flag) {
    expect_refused<DiscriminatorOptions, Discriminator>(member, values, flag);
  };
  refuse(&DiscriminatorOptions::hidden, kWrongWidths, "--discriminator-hidden");
  refuse(&DiscriminatorOptions::dropout,
         std::vector<double>{-0.01, 1, 1.5, std::nan(""), kInfinity}, "--dropout");
}

TEST(ModelOptions, TheEdgesOfTheRangesWork) {
  GeneratorOptions generator;
  generator.latent_dim = 1;
  generator.hidden = {1};
  generator.batch_norm_momentum = 0;
  EXPECT_NO_THROW(Generator{generator});
  DiscriminatorOptions discriminator;
  discriminator.hidden = {1};
  discriminator.dropout = 0;
  EXPECT_NO_THROW(Discriminator{discriminator});
}

}  // namespace
}  // namespace gan::test
