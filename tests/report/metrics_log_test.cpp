#include "gan/report/metrics_log.h"

#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <sys/resource.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "gan/base/error.h"

namespace gan {
namespace {

EpochResult result_of(std::int64_t epoch) {
  EpochResult result;
  result.epoch = epoch;
  result.discriminator_loss = 0.5364364385604858;
  result.generator_loss = 1.1371174;
  result.discriminator_loss_real = 1.0 / 3;
  result.discriminator_loss_fake = 1e-9;
  result.last_discriminator_loss = 0.5;
  result.last_generator_loss = 1.25;
  result.seconds = 11.5;
  result.images_per_second = 5217.25;
  return result;
}

class MetricsLogTest : public testing::Test {
 protected:
  MetricsLogTest() {
    std::string name = testing::TempDir() + "gan-metrics-XXXXXX";
    folder_ = ::mkdtemp(name.data());
  }
  ~MetricsLogTest() override { std::filesystem::remove_all(folder_); }

  std::string path() const { return folder_ + "/log.jsonl"; }

  std::string content() const {
    std::ifstream file(path(), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }

  void put(const std::string& text) const { std::ofstream(path(), std::ios::binary) << text; }

  // The words of the error that reading gives; none is a failure.
  std::string read_error() const {
    try {
      read_metrics_log(path());
    } catch (const Error& error) {
      return error.what();
    }
    ADD_FAILURE() << "no error";
    return "";
  }

  std::string folder_;
};

TEST_F(MetricsLogTest, ALineHasEveryFieldInOrder) {
  EXPECT_EQ(epoch_line(result_of(3)),
            "{\"epoch\":3,\"discriminator_loss\":0.5364364385604858,\"generator_loss\":1.1371174,"
            "\"discriminator_loss_real\":0.3333333333333333,\"discriminator_loss_fake\":1e-09,"
            "\"last_discriminator_loss\":0.5,\"last_generator_loss\":1.25,\"seconds\":11.5,"
            "\"images_per_second\":5217.25}\n");
}

TEST_F(MetricsLogTest, WhatIsNotFiniteIsNull) {
  EpochResult result = result_of(1);
  result.generator_loss = std::numeric_limits<double>::quiet_NaN();
  result.images_per_second = std::numeric_limits<double>::infinity();
  put(epoch_line(result));
  EXPECT_NE(content().find("\"generator_loss\":null,"), std::string::npos);
  EXPECT_NE(content().find("\"images_per_second\":null}"), std::string::npos);
  const EpochResult read = read_metrics_log(path()).at(0);
  EXPECT_TRUE(std::isnan(read.generator_loss));
  EXPECT_TRUE(std::isnan(read.images_per_second));
  EXPECT_EQ(read.discriminator_loss, result.discriminator_loss);
}

TEST_F(MetricsLogTest, ReadsBackWhatItWrote) {
  MetricsLog log(path());
  for (std::int64_t epoch = 1; epoch <= 3; ++epoch) {
    log.append(result_of(epoch));
    // Seen by others at once.
    const std::vector<EpochResult> read = read_metrics_log(path());
    ASSERT_EQ(read.size(), static_cast<std::size_t>(epoch));
    EXPECT_EQ(epoch_line(read.back()), epoch_line(result_of(epoch)));
  }
}

TEST_F(MetricsLogTest, ANewRunEmptiesTheFile) {
  put("what was there");
  MetricsLog log(path());
  EXPECT_EQ(content(), "");
  log.append(result_of(1));
  EXPECT_EQ(content(), epoch_line(result_of(1)));
}

TEST_F(MetricsLogTest, GoesOnAfterTheEpochsThatAreKept) {
  {
    MetricsLog log(path());
    for (std::int64_t epoch = 1; epoch <= 5; ++epoch) log.append(result_of(epoch));
  }
  std::ofstream(path(), std::ios::app) << "{\"epoch\":6,\"discri";
  MetricsLog log(path(), 3);
  EXPECT_EQ(read_metrics_log(path()).size(), 3U);
  log.append(result_of(4));
  std::string whole;
  for (std::int64_t epoch = 1; epoch <= 4; ++epoch) whole += epoch_line(result_of(epoch));
  EXPECT_EQ(content(), whole);
}

TEST_F(MetricsLogTest, GoesOnWithoutAFile) {
  MetricsLog log(path(), 3);
  log.append(result_of(4));
  EXPECT_EQ(read_metrics_log(path()).size(), 1U);
}

TEST_F(MetricsLogTest, AWarningIsInItsLine) {
  EpochResult warned = result_of(1);
  warned.warning = "look out";
  EXPECT_NE(epoch_line(warned).find("\"warning\":\"look out\"}"), std::string::npos);
  EXPECT_EQ(epoch_line(result_of(1)).find("warning"), std::string::npos);
}

TEST_F(MetricsLogTest, AFileThatCannotBeMadeIsAnError) {
  EXPECT_THROW(MetricsLog(folder_ + "/missing/log.jsonl"), Error);
  EXPECT_THROW(MetricsLog{folder_}, Error);
}

TEST_F(MetricsLogTest, AFullDiskLeavesWholeLines) {
  // A limit on the size of files cuts a write short as a full disk does.
  const std::string line = epoch_line(result_of(1));
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  MetricsLog log(path());
  log.append(result_of(1));
  rlimit tight = before;
  tight.rlim_cur = line.size() + line.size() / 2;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  std::string words;
  try {
    log.append(result_of(2));
  } catch (const Error& error) {
    words = error.what();
  }
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_NE(words.find(path()), std::string::npos) << words;
  EXPECT_NE(words.find("disk full"), std::string::npos) << words;
  EXPECT_EQ(content(), line);
  // With room again it goes on.
  log.append(result_of(3));
  EXPECT_EQ(content(), line + epoch_line(result_of(3)));
}

TEST_F(MetricsLogTest, ADeviceWithoutRoomIsAnError) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  MetricsLog log("/dev/full");
  EXPECT_THROW(log.append(result_of(1)), Error);
}

TEST_F(MetricsLogTest, ATornLastLineIsLeftOut) {
  const std::string line = epoch_line(result_of(1)), second = epoch_line(result_of(2));
  for (std::size_t size = 0; size + 1 < second.size(); ++size) {
    put(line + second.substr(0, size));
    ASSERT_EQ(read_metrics_log(path()).size(), 1U) << size;
  }
  // Whole, only the line end is missing.
  put(line + second.substr(0, second.size() - 1));
  EXPECT_EQ(read_metrics_log(path()).size(), 2U);
}

TEST_F(MetricsLogTest, ReadsLogsOfOthers) {
  put("{\"generator_loss\": 1, \"note\": {\"a\": []}, \"discriminator_loss\": 2e0, \"epoch\": "
      "7}\n");
  const EpochResult result = read_metrics_log(path()).at(0);
  EXPECT_EQ(result.epoch, 7);
  EXPECT_EQ(result.generator_loss, 1);
  EXPECT_EQ(result.discriminator_loss, 2);
  EXPECT_TRUE(std::isnan(result.seconds));
  put("");
  EXPECT_TRUE(read_metrics_log(path()).empty());
}

TEST_F(MetricsLogTest, AnythingElseIsAnErrorThatNamesTheLine) {
  const std::string good = epoch_line(result_of(1));
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
    put(good + line + "\n" + good);
    const std::string words = read_error();
    EXPECT_NE(words.find("log.jsonl:2: expected "), std::string::npos) << words;
    EXPECT_EQ(words.find('\x1b'), std::string::npos) << words;
    EXPECT_LT(words.size(), path().size() + 200);
  }
}

TEST_F(MetricsLogTest, WhatIsNoFileIsAnError) {
  EXPECT_NE(read_error().find(path()), std::string::npos);
  EXPECT_THROW(read_metrics_log(folder_), Error);
  EXPECT_THROW(read_metrics_log("/dev/zero"), Error);
  EXPECT_THROW(read_metrics_log(""), Error);
}

}  // namespace
}  // namespace gan
