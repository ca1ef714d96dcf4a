#include "gan/evaluation/evaluation_json.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "evaluation/some_evaluation.h"
#include "files.h"

namespace gan::test {
namespace {

using Json = nlohmann::ordered_json;

TEST(EvaluationJson, ComesBackWhole) {
  const Json json = to_json(some_evaluation());
  const Evaluation back = evaluation_from_json(Json::parse(json.dump()), "test");
  EXPECT_EQ(to_json(back).dump(), json.dump());
  EXPECT_EQ(back.features_hash, "abc");
  EXPECT_EQ(back.samples, 100);
  EXPECT_EQ(back.reference_name, "real \"images\"");
  EXPECT_EQ(back.recall.interval.high, some_evaluation().recall.interval.high);
  EXPECT_EQ(back.kernel_standard_error, 1.0 / 3);
  EXPECT_EQ(back.nearest_smallest, 1e-17);
  EXPECT_EQ(back.class_shares, (std::vector<double>{0.25, 0.75}));
}

TEST(EvaluationJson, AClassAccuracyIsThereWhereItWasMeasured) {
  Evaluation conditional = some_evaluation();
  EXPECT_FALSE(to_json(conditional).contains("class_accuracy"));
  conditional.class_accuracy = {0.75, {0.5, 0.875}};
  Json json = to_json(conditional);
  const Evaluation back = evaluation_from_json(json, "test");
  ASSERT_TRUE(back.class_accuracy);
  EXPECT_EQ(back.class_accuracy->value, 0.75);
  EXPECT_EQ(back.class_accuracy->interval.high, 0.875);
  json["class_accuracy"] = nullptr;
  EXPECT_TRUE(has(error_of([&] { evaluation_from_json(json, "here"); }), {"class_accuracy"}));
}

TEST(EvaluationJson, ANetworkOfFeaturesHasNoMeasuresOfClasses) {
  Evaluation some = some_evaluation();
  some.class_shares.clear();
  some.real_class_shares.clear();
  const Json json = to_json(some);
  EXPECT_EQ(json["features"], "abc");
  for (const char* name : {"classifier", "classifier_score", "class_shares", "real_class_shares",
                           "class_distance", "modes", "low_confidence"})
    EXPECT_FALSE(json.contains(name)) << name;
  const Evaluation back = evaluation_from_json(json, "test");
  EXPECT_FALSE(back.has_classes());
  EXPECT_EQ(back.features_hash, "abc");
  EXPECT_EQ(to_json(back).dump(), json.dump());

  const ClassifierRows rows{"abc", {}, {}, some};
  const Json rows_json = to_json(rows);
  EXPECT_EQ(rows_json["features"]["hash"], "abc");
  EXPECT_FALSE(rows_json.contains("classifier"));
  EXPECT_EQ(to_json(classifier_rows_from_json(rows_json, "test")).dump(), rows_json.dump());
}

TEST(EvaluationJson, NoTwoNumbersShareAName) {
  // Each number of the text differs, so a name that stood for two would lose one.
  const Json json = to_json(some_evaluation());
  EXPECT_EQ(json.size(), 3u + 19u);
  EXPECT_EQ(json["frechet_distance"]["value"], some_evaluation().frechet_distance.value);
  EXPECT_EQ(json["nearest_distance"]["low"], some_evaluation().nearest_distance.interval.low);
}

TEST(EvaluationJson, WhatIsMissingOrWrongIsNamed) {
  const Json whole = to_json(some_evaluation());
  for (const auto& item : whole.items()) {
    const std::string& name = item.key();
    Json without = whole;
    without.erase(name);
    EXPECT_TRUE(has(error_of([&] { evaluation_from_json(without, "here"); }), {"here", name}));
    Json wrong = whole;
    wrong[name] = nullptr;
    EXPECT_TRUE(has(error_of([&] { evaluation_from_json(wrong, "here"); }), {"here", name}));
    wrong[name] = true;
    EXPECT_TRUE(has(error_of([&] { evaluation_from_json(wrong, "here"); }), {"here", name}));
  }
  Json negative = whole;
  negative["modes"] = -1;
  EXPECT_TRUE(has(error_of([&] { evaluation_from_json(negative, "here"); }), {"modes", "count"}));
  EXPECT_TRUE(has(error_of([] { evaluation_from_json(Json::array(), "here"); }), {"classifier"}));
}

TEST(EvaluationJson, NamesOfOlderVersionsAreTaken) {
  const auto with_former_name = [](const Json& json, const char* present, const char* former) {
    Json older = json;
    older[former] = older[present];
    older.erase(present);
    return older;
  };
  const Json whole = to_json(some_evaluation());
  const Json older =
      with_former_name(with_former_name(whole, "classifier", "judge"), "low_confidence", "unsure");
  EXPECT_EQ(to_json(evaluation_from_json(older, "here")).dump(), whole.dump());

  const Json rows = to_json(ClassifierRows{"abc", 0.99, some_evaluation(), some_evaluation()});
  const Json older_rows = with_former_name(rows, "classifier", "judge");
  EXPECT_EQ(to_json(classifier_rows_from_json(older_rows, "here")).dump(), rows.dump());
}

TEST(EvaluationJson, RowsComeBackWholeOrWithoutWhatWasNotKnown) {
  ClassifierRows rows{"abc", 0.99, some_evaluation(), some_evaluation()};
  rows.uniform_noise.samples = 77;
  const Json whole = to_json(rows);
  EXPECT_EQ(to_json(classifier_rows_from_json(whole, "here")).dump(), whole.dump());
  EXPECT_EQ(classifier_rows_from_json(whole, "here").uniform_noise.samples, 77);
  rows.test_accuracy.reset();
  rows.real_images.reset();
  const ClassifierRows back = classifier_rows_from_json(to_json(rows), "here");
  EXPECT_EQ(back.features_hash, "abc");
  EXPECT_FALSE(back.test_accuracy);
  EXPECT_FALSE(back.real_images);

  for (const char* name : {"classifier", "real_images", "uniform_noise"}) {
    Json without = whole;
    without.erase(name);
    EXPECT_TRUE(has(error_of([&] { classifier_rows_from_json(without, "here"); }), {"here", name}));
    Json wrong = whole;
    wrong[name] = 3;
    EXPECT_FALSE(error_of([&] { classifier_rows_from_json(wrong, "here"); }).empty());
  }
}

TEST(EvaluationJson, NumbersThatAreNoneAreNotTakenBack) {
  Evaluation endless = some_evaluation();
  endless.low_confidence.value = std::numeric_limits<double>::infinity();
  const std::string text = to_json(endless).dump();
  EXPECT_TRUE(has(text, {"null"}));
  EXPECT_TRUE(has(error_of([&] { evaluation_from_json(Json::parse(text), "x"); }),
                  {"low_confidence.value", "number"}));
}

}  // namespace
}  // namespace gan::test
