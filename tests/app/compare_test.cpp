// `gan compare`, on runs that the test writes.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/program.h"
#include "files.h"
#include "gan/report/logs/metrics_log.h"

namespace gan::test {
namespace {

using Words = std::vector<std::string>;

class Compare : public testing::Test {
 protected:
  // A run of ten epochs, evaluated at the fifth and tenth.
  static EpochRecord epoch(std::int64_t number, double frechet, const std::string& classifier) {
    EpochRecord record;
    record.result.epoch = number;
    record.result.discriminator_loss = 0.5;
    record.result.generator_loss = 1.25;
    record.result.seconds = 60;
    if (frechet <= 0) return record;
    Evaluation evaluation;
    evaluation.features_hash = classifier;
    evaluation.reference_name = "MNIST, training images";
    evaluation.samples = 10000;
    evaluation.reference_images = 60000;
    evaluation.frechet_distance = {frechet, {frechet - 1, frechet + 1}};
    evaluation.precision = {0.875, {0.8, 0.9}};
    evaluation.class_shares = {0.25, 0.75};
    evaluation.real_class_shares = {0.5, 0.5};
    evaluation.modes = 2;
    record.evaluation = evaluation;
    return record;
  }
  std::string write_run(const std::string& name, double best, double last,
                        const std::string& options = "{}",
                        const std::string& classifier = std::string(64, 'a')) const {
    std::filesystem::create_directory(folder_ / name);
    MetricsLog log(folder_ / (name + "/log.jsonl"));
    for (std::int64_t i = 1; i <= 10; ++i)
      log.append(epoch(i, i == 5 ? best : i == 10 ? last : 0, classifier));
    write_file(folder_ / (name + "/options.json"), options);
    return folder_ / name;
  }
  static std::string compare(Words runs) {
    runs.insert(runs.begin(), "compare");
    const Outcome outcome = run_gan(runs);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    EXPECT_EQ(outcome.errors, "");
    return outcome.output;
  }
  static std::string refusal(Words runs, int exit_code = 1) {
    runs.insert(runs.begin(), "compare");
    const Outcome outcome = run_gan(runs);
    EXPECT_EQ(outcome.exit_code, exit_code);
    EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
    EXPECT_EQ(outcome.output, "");
    return outcome.errors;
  }
  // The cells of the first line that begins with a word, without it.
  static Words cells(const std::string& text, const std::string& first, int which = 0) {
    std::istringstream input(text);
    for (std::string line; std::getline(input, line);) {
      std::istringstream words(line);
      Words all;
      for (std::string word; words >> word;) all.push_back(word);
      if (!all.empty() && all[0] == first && which-- == 0) return {all.begin() + 1, all.end()};
    }
    ADD_FAILURE() << "no line " << first << " in " << text;
    return {};
  }

  const TempFolder folder_;
};

TEST_F(Compare, PutsRunsSideBySide) {
  const std::string options = R"({"batch_size": 200, "iterations_per_epoch": 300, "seed": )";
  const std::string a = write_run("a", 12.5, 13, options + "1}");
  const std::string b = write_run("b", 20, 18.25, options + "2}");
  const std::string text = compare({a, b});
  EXPECT_EQ(cells(text, a), (Words{"10", "600000", "10:00", "0.500", "1.250", "12.50", "5", "13.00",
                                   "(12.00", "to", "14.00)"}));
  EXPECT_EQ(cells(text, b), (Words{"10", "600000", "10:00", "0.500", "1.250", "18.25", "10",
                                   "18.25", "(17.25", "to", "19.25)"}));
  EXPECT_EQ(cells(text, a, 1),
            (Words{"10", "0.0000", "0.875", "0.000", "0.000", "0.000", "2", "25.0", "%"}));
  EXPECT_TRUE(
      has(text, {"classifier aaaaaaaaaaaa, 10000 samples against MNIST, training images (60000)",
                 "least Frechet distance: " + a + ", 12.50 at epoch 5\n"}));
  EXPECT_EQ(cells(text, "--seed"), (Words{"1", "2"}));
  EXPECT_EQ(text.find("--batch-size"), std::string::npos);
}

TEST_F(Compare, SaysWhereIntervalsOverlap) {
  const std::string a = write_run("a", 12.5, 13), b = write_run("b", 14, 14),
                    c = write_run("c", 15, 15);
  EXPECT_TRUE(has(
      compare({b, a, c}),
      {a + ", 12.50 at epoch 5; its interval overlaps that of " + b + "\n", "no option differs"}));
}

TEST_F(Compare, OtherClassifiersAreNotRanked) {
  const std::string a = write_run("a", 12.5, 13), b = write_run("b", 20, 18, "{}", "bbb");
  const std::string text = compare({a, b});
  EXPECT_TRUE(has(text, {"not ranked", a + ": classifier aaaaaaaaaaaa", b + ": classifier bbb,"}));
  EXPECT_EQ(text.find("least Frechet"), std::string::npos);
}

TEST_F(Compare, RunsWithoutEvaluationsHaveDashesAndAHint) {
  const std::string a = write_run("a", 0, 0), b = write_run("b", 20, 18);
  const std::string text = compare({a, b});
  EXPECT_EQ(cells(text, a), (Words{"10", "-", "10:00", "0.500", "1.250", "-", "-", "-"}));
  EXPECT_EQ(cells(text, a, 1), Words(8, "-"));
  EXPECT_TRUE(has(text, {"without evaluations: " + a + "; gan train --evaluate-every"}));
}

TEST_F(Compare, ARunThatHasJustBegunIsARun) {
  const std::string a = write_run("a", 0, 0);
  write_file(a + "/log.jsonl", "");
  EXPECT_EQ(cells(compare({a}), a), (Words{"0", "-", "-", "-", "-", "-", "-", "-"}));
}

TEST_F(Compare, SaysWhatIsWrong) {
  const std::string a = write_run("a", 0, 0);
  EXPECT_TRUE(has(refusal({}, 2), {"gan compare", "none"}));
  EXPECT_TRUE(has(refusal({a, "--seed=1"}, 2), {"--seed"}));
  EXPECT_TRUE(has(refusal({a, folder_ / "none"}), {folder_ / "none", "nothing there"}));
  EXPECT_TRUE(has(refusal({folder_.path()}), {folder_.path(), "neither options.json"}));
}

TEST_F(Compare, GoesOnWithoutWhatIsDamaged) {
  const std::string a = write_run("a", 0, 0), b = write_run("b", 0, 0, "[");
  write_file(a + "/log.jsonl", "{}\n" + read_file(b + "/log.jsonl"));
  const Outcome outcome = run_gan({"compare", a, b});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(lines(outcome.errors), 2) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, {a + "/log.jsonl: a line", b + "/options.json, line 1"}));
  EXPECT_EQ(cells(outcome.output, a)[0], "10");
}

}  // namespace
}  // namespace gan::test
