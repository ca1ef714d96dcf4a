// The options of a training: its options file, the preset, and flags over both.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/tiny_run.h"
#include "gan/base/fields.h"
#include "gan/training/preset.h"

namespace gan::test {
namespace {

TEST(TrainOptions, IsRepeatedFromItsOptionsFile) {
  const TempFolder folder;
  ASSERT_EQ(run_gan(tiny_run(folder / "a", {"--seed=7", "--dropout=0.5"})).exit_code, 0);
  const Outcome again =
      run_gan({"train", "--options", folder / "a/options.json", "--out", folder / "b", "--quiet"});
  ASSERT_EQ(again.exit_code, 0) << again.errors;
  EXPECT_EQ(again.output, "");
  EXPECT_EQ(again.errors, "");
  for (const char* file : {"/options.json", "/gan_gen.pt", "/gan_dis.pt"})
    EXPECT_TRUE(read_file(folder / "a" + file) == read_file(folder / "b" + file)) << file;
}

TEST(TrainOptions, FlagsOverrideTheOptionsFile) {
  const TempFolder folder;
  write_file(folder / "options.json", R"({"epochs": 7, "seed": 3})");
  const Outcome outcome =
      run_gan({"train", "--epochs=9", "--options", folder / "options.json", "--dry-run"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const auto resolved = nlohmann::json::parse(outcome.output);
  EXPECT_EQ(resolved["epochs"], 9);
  EXPECT_EQ(resolved["seed"], 3);
  EXPECT_EQ(resolved["batch_size"], 200);
}

TEST(TrainOptions, FlagsOverrideThePreset) {
  const auto resolved = [](const Words& flags) {
    Words words = {"train", "--dry-run"};
    words.insert(words.end(), flags.begin(), flags.end());
    const Outcome outcome = run_gan(words);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return nlohmann::json::parse(outcome.output);
  };
  EXPECT_EQ(resolved({"--preset=tutorial"}), resolved({}));
  GeneratorOptions generator;
  TrainingOptions quality;
  apply_preset(Preset::quality, generator, quality);
  const nlohmann::json preset = resolved({"--preset=quality"});
  for (const Field& field : quality.fields())
    if (field.is_in_use()) {
      EXPECT_EQ(preset[field.name()], field.get());
    }
  EXPECT_NE(preset["shift"], 0);
  EXPECT_EQ(preset["output_filter"], "binomial");
  const nlohmann::json changed = resolved({"--shift=0", "--preset", "quality"});
  EXPECT_EQ(changed["shift"], 0);
  EXPECT_EQ(changed["generator_average"], preset["generator_average"]);
}

TEST(TrainOptions, SayWhatOfThePresetTheArchitectureDoesNotUse) {
  const TempFolder folder;
  const auto said = [&](const std::string& architecture, const Words& more) {
    Words words = {"train",
                   "--dataset=synthetic",
                   "--device=cpu",
                   "--preset=quality",
                   "--architecture=" + architecture,
                   "--out=" + folder / architecture,
                   "--epochs=1",
                   "--iterations-per-epoch=1",
                   "--batch-size=4"};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = run_gan(words);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return outcome.output;
  };
  EXPECT_TRUE(has(said("dcgan", {"--generator-width=2", "--discriminator-width=2"}),
                  {"\n--preset without --output-filter binomial, which dcgan does not use\n"}));
  EXPECT_FALSE(
      has(said("mlp", {"--generator-hidden=8", "--discriminator-hidden=8"}), {"--preset"}));
}

}  // namespace
}  // namespace gan::test
