#include <filesystem>

#include <gtest/gtest.h>

#include "evaluation/some_evaluation.h"
#include "files.h"
#include "gan/report/logs/event_log.h"
#include "gan/report/pictures/png.h"
#include "gan/storage/run_paths.h"
#include "storage/python.h"

namespace gan::test {
namespace {

EpochRecord record_of(std::int64_t epoch) {
  EpochRecord record;
  EpochResult& result = record.result;
  result.epoch = epoch;
  double next = 1.0 / static_cast<double>(epoch + 2);
  for (double* value :
       {&result.discriminator_loss, &result.discriminator_loss_real,
        &result.discriminator_loss_fake, &result.generator_loss, &result.last_discriminator_loss,
        &result.last_generator_loss, &result.seconds, &result.images_per_second})
    *value = next *= 3;
  if (epoch % 3 != 0) return record;
  record.evaluation = some_evaluation();
  record.evaluation->frechet_distance.value = 100 * next;
  return record;
}

// Cut off in the middle of an epoch, and resumed two epochs before.
TEST(EventsInTensorBoard, AreTheLogAndTheSamples) {
  const std::string python = python_with_torch();
  if (python.empty()) GTEST_SKIP() << "GAN_TEST_PYTHON names no Python with torch";
  const TempFolder folder;
  const RunPaths run(folder.path());
  std::filesystem::create_directories(run.samples());
  for (const std::int64_t kept : {0, 5}) {
    MetricsLog log(run.log(), kept);
    EventLog events(run.events(), kept);
    for (std::int64_t epoch = kept + 1; epoch <= 7; ++epoch) {
      const std::string sample =
          epoch % 2 == 0 ? encode_png(Image(9, 3, static_cast<std::uint8_t>(epoch))) : "";
      if (!sample.empty()) write_file(run.sample(epoch), sample);
      log.append(record_of(epoch));
      events.append(record_of(epoch), sample);
    }
    if (kept == 0) write_file(run.events(), read_file(run.events()) + noise(30));
  }
  const PythonResult result =
      run_python(python, GAN_TESTS_DIR "/report/check_events.py", folder.path());
  if (result.status == 77) GTEST_SKIP() << result.output;
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_TRUE(has(result.output, {"7 epochs, ", "3 images"}));
}

}  // namespace
}  // namespace gan::test
