#include "gan/training/preset.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "gan/base/fields.h"

namespace gan::test {
namespace {

nlohmann::json json_of(GeneratorOptions generator, TrainingOptions training) {
  return {fields_to_json(generator.fields()), fields_to_json(training.fields())};
}

TEST(Preset, TheTutorialIsTheDefaults) {
  GeneratorOptions generator;
  TrainingOptions training;
  apply_preset(Preset::tutorial, generator, training);
  EXPECT_EQ(json_of(generator, training), json_of({}, {}));
}

TEST(Preset, QualitySeesAsManyImagesAndKeepsWhatItIsNotAbout) {
  GeneratorOptions generator;
  TrainingOptions training;
  const TrainingOptions defaults;
  generator.hidden = {3};
  training.seed = 7;
  training.precision = Precision::bf16;
  const nlohmann::json before = json_of(generator, training);
  apply_preset(Preset::quality, generator, training);
  EXPECT_NO_THROW(training.check());
  EXPECT_NE(json_of(generator, training), before);
  EXPECT_EQ(training.epochs * training.iterations_per_epoch * training.batch_size,
            defaults.epochs * defaults.iterations_per_epoch * defaults.batch_size);
  EXPECT_EQ(generator.hidden, std::vector<std::int64_t>{3});
  EXPECT_EQ(training.seed, 7);
  EXPECT_EQ(training.precision, Precision::bf16);
}

}  // namespace
}  // namespace gan::test
