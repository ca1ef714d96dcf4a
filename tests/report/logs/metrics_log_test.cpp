#include "gan/report/logs/metrics_log.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "evaluation/some_evaluation.h"
#include "files.h"
#include "gan/evaluation/evaluation_json.h"

namespace gan::test {
namespace {

EpochRecord record_of(std::int64_t epoch) {
  EpochRecord record;
  EpochResult& result = record.result;
  result.epoch = epoch;
  result.discriminator_loss = 0.5364364385604858;
  result.generator_loss = 1.1371174;
  result.discriminator_loss_real = 1.0 / 3;
  result.discriminator_loss_fake = 1e-9;
  result.last_discriminator_loss = 0.5;
  result.last_generator_loss = 1.25;
  result.seconds = 11.5;
  result.images_per_second = 5217.25;
  return record;
}

class MetricsLogTest : public testing::Test {
 protected:
  std::string content() const { return read_file(path); }
  std::string read_error() const {
    return error_of([&] { read_metrics_log(path); });
  }
  // Of a file with this content.
  std::string passed_over(const std::string& text, std::size_t epochs) const {
    write_file(path, text);
    std::string words;
    EXPECT_EQ(read_metrics_log(path, &words).size(), epochs) << text;
    return words;
  }

  TempFolder folder;
  std::string path = folder / "log.jsonl";
};

TEST_F(MetricsLogTest, ALineHasEveryFieldInOrder) {
  EXPECT_EQ(epoch_line(record_of(3)),
            "{\"epoch\":3,\"discriminator_loss\":0.5364364385604858,\"generator_loss\":1.1371174,"
            "\"discriminator_loss_real\":0.3333333333333333,\"discriminator_loss_fake\":1e-09,"
            "\"last_discriminator_loss\":0.5,\"last_generator_loss\":1.25,"
            "\"penalty\":0.0,\"real_logit\":0.0,\"fake_logit\":0.0,\"seconds\":11.5,"
            "\"images_per_second\":5217.25}\n");
}

TEST_F(MetricsLogTest, WhatIsNotFiniteIsNull) {
  EpochRecord record = record_of(1);
  record.result.generator_loss = std::numeric_limits<double>::quiet_NaN();
  record.result.images_per_second = std::numeric_limits<double>::infinity();
  write_file(path, epoch_line(record));
  EXPECT_NE(content().find("\"generator_loss\":null,"), std::string::npos);
  EXPECT_NE(content().find("\"images_per_second\":null}"), std::string::npos);
  const EpochResult read = read_metrics_log(path).at(0).result;
  EXPECT_TRUE(std::isnan(read.generator_loss));
  EXPECT_TRUE(std::isnan(read.images_per_second));
  EXPECT_EQ(read.discriminator_loss, record.result.discriminator_loss);
}

TEST_F(MetricsLogTest, ReadsBackWhatItWrote) {
  MetricsLog log(path);
  for (std::int64_t epoch = 1; epoch <= 3; ++epoch) {
    log.append(record_of(epoch));
    // Seen by others at once.
    const std::vector<EpochRecord> read = read_metrics_log(path);
    ASSERT_EQ(read.size(), static_cast<std::size_t>(epoch));
    EXPECT_EQ(epoch_line(read.back()), epoch_line(record_of(epoch)));
  }
}

TEST_F(MetricsLogTest, ANewRunEmptiesTheFile) {
  write_file(path, "what was there");
  MetricsLog log(path);
  EXPECT_EQ(content(), "");
  log.append(record_of(1));
  EXPECT_EQ(content(), epoch_line(record_of(1)));
}

TEST_F(MetricsLogTest, GoesOnAfterTheEpochsThatAreKept) {
  {
    MetricsLog log(path);
    for (std::int64_t epoch = 1; epoch <= 5; ++epoch) log.append(record_of(epoch));
  }
  std::ofstream(path, std::ios::app) << "{\"epoch\":6,\"discri";
  MetricsLog log(path, 3);
  EXPECT_EQ(read_metrics_log(path).size(), 3U);
  log.append(record_of(4));
  std::string whole;
  for (std::int64_t epoch = 1; epoch <= 4; ++epoch) whole += epoch_line(record_of(epoch));
  EXPECT_EQ(content(), whole);
}

TEST_F(MetricsLogTest, GoesOnWithoutAFile) {
  MetricsLog log(path, 3);
  log.append(record_of(4));
  EXPECT_EQ(read_metrics_log(path).size(), 1U);
}

TEST_F(MetricsLogTest, AWarningIsInItsLine) {
  EpochRecord warned = record_of(1);
  warned.result.warning = "look out";
  EXPECT_NE(epoch_line(warned).find("\"warning\":\"look out\"}"), std::string::npos);
  EXPECT_EQ(epoch_line(record_of(1)).find("warning"), std::string::npos);
  write_file(path, epoch_line(warned));
  EXPECT_EQ(read_metrics_log(path).at(0).result.warning, "look out");
}

TEST_F(MetricsLogTest, AnEvaluationIsInItsLineAndComesBack) {
  EpochRecord measured = record_of(2);
  measured.evaluation = some_evaluation();
  EXPECT_TRUE(has(
      epoch_line(measured),
      {"\"evaluation\":" + to_json(some_evaluation()).dump() + "}\n", "\"images_per_second\":"}));
  {
    MetricsLog log(path);
    log.append(record_of(1));
    log.append(measured);
  }
  const std::vector<EpochRecord> read = read_metrics_log(path);
  ASSERT_EQ(read.size(), 2U);
  EXPECT_FALSE(read[0].evaluation);
  ASSERT_TRUE(read[1].evaluation);
  EXPECT_EQ(epoch_line(read[1]), epoch_line(measured));
  EXPECT_EQ(read[1].evaluation->frechet_distance.interval.high,
            some_evaluation().frechet_distance.interval.high);

  const std::string whole = content();
  MetricsLog log(path, 2);
  EXPECT_EQ(content(), whole) << "kept as it is";
}

TEST_F(MetricsLogTest, ADamagedEvaluationIsPassedOver) {
  const std::string good = epoch_line(record_of(1));
  const std::string begin =
      "{\"epoch\":2,\"discriminator_loss\":1,\"generator_loss\":1,\"evaluation\":";
  nlohmann::ordered_json damaged = to_json(some_evaluation());
  damaged["recall"]["low"] = "small";
  for (const std::string& evaluation : {std::string("null"), std::string("7"), std::string("{}"),
                                        std::string("[]"), damaged.dump()})
    EXPECT_TRUE(has(passed_over(good + begin + evaluation + "}\n", 1),
                    {"log.jsonl: a line", "line 2: expected a whole evaluation"}))
        << evaluation;
}

TEST_F(MetricsLogTest, WhatACrashedMachineLeavesIsNoHindrance) {
  const std::string a = epoch_line(record_of(1)), b = epoch_line(record_of(2)), zeros(3000, '\0');
  EXPECT_EQ(passed_over(a + b + zeros, 2), "");
  EXPECT_EQ(passed_over(a + zeros + b, 2), "");
  EXPECT_EQ(passed_over(a + b.substr(0, 20) + zeros, 1), "");
  EXPECT_TRUE(has(passed_over(a + zeros + "\n" + b, 2), {"a line", "line 2", "an empty line"}));
  EXPECT_TRUE(has(passed_over(a + "\n \t\r\n" + b + "\n", 2), {"3 lines", "the first, line 2"}));
  EXPECT_TRUE(has(passed_over(a + b.substr(0, 20) + "\n" + b, 2), {"line 2", "a JSON object"}));
  std::string windows = a + b;
  for (std::size_t at = 0; (at = windows.find('\n', at)) != std::string::npos; at += 2)
    windows.insert(at, "\r");
  EXPECT_EQ(passed_over(windows, 2), "");
}

TEST_F(MetricsLogTest, WhatIsPassedOverIsKeptAside) {
  const std::string a = epoch_line(record_of(1)), b = epoch_line(record_of(2)), zeros(300, '\0');
  write_file(path, a + "\n" + b + zeros);
  EXPECT_TRUE(has(MetricsLog(path, 2).passed_over(), {"an empty line"}));
  EXPECT_EQ(content(), a + b);
  EXPECT_FALSE(std::filesystem::exists(path + ".damaged")) << "nothing is lost";
  EXPECT_EQ(MetricsLog(path, 2).passed_over(), "");

  const std::string damaged = a + "{\"epoch\":7}\n" + b;
  write_file(path, damaged);
  EXPECT_TRUE(has(MetricsLog(path, 1).passed_over(), {"line 2", "log.jsonl.damaged"}));
  EXPECT_EQ(content(), a);
  EXPECT_EQ(read_file(path + ".damaged"), damaged);
}

TEST_F(MetricsLogTest, TheLastLineIsReplacedAndOnlyThat) {
  MetricsLog log(path);
  for (std::int64_t epoch = 1; epoch <= 3; ++epoch) log.append(record_of(epoch));
  EpochRecord measured = record_of(3);
  measured.evaluation = some_evaluation();
  log.replace_last(measured);
  std::string whole = epoch_line(record_of(1)) + epoch_line(record_of(2)) + epoch_line(measured);
  EXPECT_EQ(content(), whole);
  log.replace_last(measured);
  EXPECT_EQ(content(), whole) << "the same again";
  log.append(record_of(4));
  EXPECT_EQ(content(), whole + epoch_line(record_of(4))) << "goes on in the file of this name";
}

TEST_F(MetricsLogTest, AFileThatCannotBeMadeIsAnError) {
  EXPECT_THROW(MetricsLog(folder / "missing/log.jsonl"), Error);
  EXPECT_THROW(MetricsLog{folder.path()}, Error);
}

TEST_F(MetricsLogTest, ADeviceWithoutRoomIsAnError) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  MetricsLog log("/dev/full");
  EXPECT_THROW(log.append(record_of(1)), Error);
}

TEST_F(MetricsLogTest, ATornLastLineIsLeftOut) {
  const std::string line = epoch_line(record_of(1)), second = epoch_line(record_of(2));
  for (std::size_t size = 0; size + 1 < second.size(); ++size) {
    write_file(path, line + second.substr(0, size));
    ASSERT_EQ(read_metrics_log(path).size(), 1U) << size;
  }
  // Whole, only the line end is missing.
  write_file(path, line + second.substr(0, second.size() - 1));
  EXPECT_EQ(read_metrics_log(path).size(), 2U);
}

TEST_F(MetricsLogTest, ReadsLogsOfOthers) {
  write_file(
      path,
      "{\"generator_loss\": 1, \"note\": {\"a\": []}, \"discriminator_loss\": 2e0, \"epoch\": "
      "7}\n");
  const EpochResult result = read_metrics_log(path).at(0).result;
  EXPECT_EQ(result.epoch, 7);
  EXPECT_EQ(result.generator_loss, 1);
  EXPECT_EQ(result.discriminator_loss, 2);
  EXPECT_TRUE(std::isnan(result.seconds));
  write_file(path, "");
  EXPECT_TRUE(read_metrics_log(path).empty());
}

TEST_F(MetricsLogTest, AnythingElseIsPassedOverAndTold) {
  const std::string good = epoch_line(record_of(1));
  const std::string bad[] = {
      "",
      "epoch 1",
      "[1, 2]",
      "7",
      "{\"epoch\": 1",
      "{\"discriminator_loss\": 1, \"generator_loss\": 1}",
      "{\"epoch\": 1, \"discriminator_loss\": 1}",
      "{\"epoch\": 0, \"discriminator_loss\": 1, \"generator_loss\": 1}",
      "{\"epoch\": 1.5, \"discriminator_loss\": 1, \"generator_loss\": 1}",
      "{\"epoch\": 18446744073709551615, \"discriminator_loss\": 1, \"generator_loss\": 1}",
      "{\"epoch\": 1, \"discriminator_loss\": \"1\", \"generator_loss\": 1}",
      "{\"epoch\": 1, \"discriminator_loss\": 1e999, \"generator_loss\": 1}",
      "{\"epoch\": 1, \"discriminator_loss\": 1, \"generator_loss\": 1, \"seconds\": []}",
      "\xff\xfe\x1b[31m",
      std::string(100'000, '['),
  };
  for (const std::string& line : bad) {
    const std::string words = passed_over(good + line + "\n" + good, 2);
    EXPECT_TRUE(has(words, {"log.jsonl: a line", "(line 2: expected ", "found "}));
    EXPECT_EQ(words.find('\x1b'), std::string::npos) << words;
    EXPECT_LT(words.size(), path.size() + 200);
  }
}

TEST_F(MetricsLogTest, WhatIsNoFileIsAnError) {
  EXPECT_NE(read_error().find(path), std::string::npos);
  EXPECT_THROW(read_metrics_log(folder.path()), Error);
  EXPECT_THROW(read_metrics_log("/dev/zero"), Error);
  EXPECT_THROW(read_metrics_log(""), Error);
}

}  // namespace
}  // namespace gan::test
