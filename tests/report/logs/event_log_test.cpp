#include "gan/report/logs/event_log.h"

#include <filesystem>
#include <limits>

#include <gtest/gtest.h>

#include "evaluation/some_evaluation.h"
#include "files.h"
#include "gan/report/pictures/png.h"
#include "report/event_bytes.h"

namespace gan::test {
namespace {

EpochRecord record_of(std::int64_t epoch) {
  EpochRecord record;
  record.result.epoch = epoch;
  record.result.discriminator_loss = 0.5 + static_cast<double>(epoch);
  record.result.generator_loss = 1.25;
  record.result.seconds = 10;
  record.result.images_per_second = 6000;
  return record;
}

class EventLogTest : public testing::Test {
 protected:
  std::string content() const { return read_file(path); }
  std::vector<std::int64_t> steps() const {
    std::vector<std::int64_t> found;
    for (const ReadEvent& event : read_events(content())) found.push_back(event.step);
    return found;
  }
  // The first record has no step.
  void write_epochs(std::int64_t count) const {
    EventLog log(path);
    for (std::int64_t epoch = 1; epoch <= count; ++epoch) log.append(record_of(epoch), "");
  }

  TempFolder folder;
  std::string path = folder / "deep/events.out.tfevents.gan";
};

using Steps = std::vector<std::int64_t>;

TEST_F(EventLogTest, LeavesOutTheSharesOfVeryManyClasses) {
  EventLog log(path);
  EpochRecord measured = record_of(1);
  measured.evaluation = some_evaluation();
  measured.evaluation->class_shares.assign(257, 1.0 / 257);
  log.append(measured, "");
  const std::vector<ReadEvent> events = read_events(content());
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[1].scalars.count("quality/modes"), 1U);
  EXPECT_EQ(events[1].scalars.count("class_share/0"), 0U);
}

TEST_F(EventLogTest, HoldsWhatAnEpochMeasured) {
  EventLog log(path);
  log.append(record_of(1), "");
  EpochRecord measured = record_of(2);
  measured.result.generator_loss = std::numeric_limits<double>::infinity();
  measured.evaluation = some_evaluation();
  const std::string png = encode_png(Image(4, 3));
  log.append(measured, png);

  const std::vector<ReadEvent> events = read_events(content());
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].file_version, "brain.Event:2");
  EXPECT_GT(events[1].wall_time, 1.7e9) << "seconds since 1970";
  EXPECT_EQ(events[1].step, 1);
  EXPECT_EQ(events[1].scalars.at("loss/discriminator"), 1.5F);
  EXPECT_EQ(events[1].scalars.at("loss/generator"), 1.25F);
  EXPECT_EQ(events[1].scalars.at("speed/images_per_second"), 6000);
  EXPECT_EQ(events[1].scalars.count("quality/frechet_distance"), 0U);
  EXPECT_TRUE(events[1].images.empty());

  const Evaluation evaluation = some_evaluation();
  const auto measure = [&](const std::string& name) { return events[2].scalars.at(name); };
  EXPECT_EQ(measure("loss/generator"), std::numeric_limits<float>::infinity());
  EXPECT_EQ(measure("quality/frechet_distance"),
            static_cast<float>(evaluation.frechet_distance.value));
  EXPECT_EQ(measure("quality/frechet_distance_low"),
            static_cast<float>(evaluation.frechet_distance.interval.low));
  EXPECT_EQ(measure("quality/frechet_distance_high"),
            static_cast<float>(evaluation.frechet_distance.interval.high));
  EXPECT_EQ(measure("quality/recall"), static_cast<float>(evaluation.recall.value));
  EXPECT_EQ(measure("quality/modes"), 2);
  EXPECT_EQ(measure("class_share/0"), 0.25F);
  EXPECT_EQ(measure("class_share/1"), 0.75F);
  EXPECT_EQ(events[2].images.at("samples").width, 4U);
  EXPECT_TRUE(events[2].images.at("samples").bytes == png);
}

TEST_F(EventLogTest, GoesOnAfterTheEpochsThatAreKept) {
  write_epochs(5);
  const std::string whole = content();
  {
    EventLog log(path, 3);
    EXPECT_EQ(log.last_epoch(), 3);
    EXPECT_EQ(steps(), (Steps{0, 1, 2, 3}));
    EXPECT_EQ(whole.compare(0, content().size(), content()), 0) << "what stays is not touched";
    log.append(record_of(4), "");
    EXPECT_EQ(log.last_epoch(), 4);
  }
  EXPECT_EQ(steps(), (Steps{0, 1, 2, 3, 4}));
  const EventLog further(path, 100);
  EXPECT_EQ(further.last_epoch(), 4);
  EXPECT_EQ(steps(), (Steps{0, 1, 2, 3, 4}));
}

TEST_F(EventLogTest, ANewRunBeginsANewFile) {
  write_epochs(5);
  const EventLog log(path);
  EXPECT_EQ(log.last_epoch(), 0);
  EXPECT_EQ(steps(), (Steps{0}));
}

TEST_F(EventLogTest, GoesOnWithoutAFile) {
  EventLog log(path, 3);
  EXPECT_EQ(log.last_epoch(), 0);
  log.append(record_of(4), "");
  EXPECT_EQ(steps(), (Steps{0, 4}));
}

TEST_F(EventLogTest, ATornTailIsCutOffWhereverItWasTorn) {
  write_epochs(1);
  const std::string first = content();
  write_epochs(2);
  const std::string whole = content();
  const std::size_t size = first.size();  // wall times differ, sizes do not
  for (std::size_t torn = size; torn < whole.size(); ++torn) {
    write_file(path, whole.substr(0, torn));
    const EventLog log(path, 2);
    ASSERT_EQ(log.last_epoch(), 1) << torn;
    ASSERT_TRUE(content() == whole.substr(0, size)) << torn;
  }
}

TEST_F(EventLogTest, DamageEndsWhatIsKept) {
  write_epochs(3);
  const std::string whole = content();
  for (const std::size_t place : {whole.size() - 1, whole.size() / 2, whole.size() / 2 + 3,
                                  std::size_t{50}, std::size_t{12}, std::size_t{0}}) {
    std::string damaged = whole;
    damaged[place] = static_cast<char>(damaged[place] ^ 8);
    write_file(path, damaged);
    const EventLog log(path, 3);
    const Steps found = steps();
    EXPECT_LT(found.size(), 4U) << place;
    EXPECT_EQ(found.back(), log.last_epoch()) << place;
    for (std::size_t i = 0; i < found.size(); ++i)
      EXPECT_EQ(found[i], static_cast<std::int64_t>(i)) << place;
  }
}

TEST_F(EventLogTest, AnotherFileOfThisNameIsReplaced) {
  std::filesystem::create_directories(folder / "deep");
  for (const std::string& other : {std::string(), std::string("notes"), noise(5000),
                                   std::string(12, '\0'), encode_png(Image(9, 9))}) {
    write_file(path, other);
    const EventLog log(path, 3);
    EXPECT_EQ(steps(), (Steps{0}));
  }
}

TEST_F(EventLogTest, WhatCannotBeWrittenIsNamed) {
  write_file(folder / "deep", "");
  EXPECT_TRUE(has(error_of([&] { EventLog log(path); }), {"TensorBoard log", folder / "deep"}));
  EXPECT_TRUE(has(error_of([&] { EventLog log(folder.path(), 3); }),
                  {"reading the TensorBoard log", folder.path(), "a regular file"}));
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  EXPECT_TRUE(has(error_of([&] { EventLog log("/dev/full"); }), {"/dev/full", "disk full"}));
}

}  // namespace
}  // namespace gan::test
