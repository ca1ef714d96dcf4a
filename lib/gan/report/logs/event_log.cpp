#include "gan/report/logs/event_log.h"

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "gan/base/error.h"
#include "gan/report/logs/event.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

constexpr const char* kName = "the TensorBoard log";
constexpr std::size_t most_classes = 256;  // of which the shares are logged

double seconds_since_1970() {
  const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
  return now.count();
}

std::vector<std::pair<std::string, double>> scalars_of(const EpochRecord& record) {
  const EpochResult& result = record.result;
  std::vector<std::pair<std::string, double>> scalars = {
      {"loss/discriminator", result.discriminator_loss},
      {"loss/discriminator_real", result.discriminator_loss_real},
      {"loss/discriminator_fake", result.discriminator_loss_fake},
      {"loss/generator", result.generator_loss},
      {"last_loss/discriminator", result.last_discriminator_loss},
      {"last_loss/generator", result.last_generator_loss},
      {"speed/seconds", result.seconds},
      {"speed/images_per_second", result.images_per_second}};
  if (!record.evaluation) return scalars;
  const Evaluation& evaluation = *record.evaluation;
  scalars.insert(scalars.end(),
                 {{"quality/frechet_distance", evaluation.frechet_distance.value},
                  {"quality/frechet_distance_low", evaluation.frechet_distance.interval.low},
                  {"quality/frechet_distance_high", evaluation.frechet_distance.interval.high},
                  {"quality/kernel_distance", evaluation.kernel_distance.value},
                  {"quality/precision", evaluation.precision.value},
                  {"quality/recall", evaluation.recall.value},
                  {"quality/density", evaluation.density.value},
                  {"quality/coverage", evaluation.coverage.value},
                  {"quality/nearest_distance", evaluation.nearest_distance.value},
                  {"quality/nearest_smallest", evaluation.nearest_smallest}});
  if (!evaluation.has_classes()) return scalars;
  scalars.insert(scalars.end(), {{"quality/classifier_score", evaluation.classifier_score.value},
                                 {"quality/class_distance", evaluation.class_distance.value},
                                 {"quality/modes", static_cast<double>(evaluation.modes)},
                                 {"quality/low_confidence", evaluation.low_confidence.value}});
  if (evaluation.class_shares.size() > most_classes) return scalars;
  for (std::size_t i = 0; i < evaluation.class_shares.size(); ++i)
    scalars.emplace_back("class_share/" + std::to_string(i), evaluation.class_shares[i]);
  return scalars;
}

// How many bytes of the file are kept, and the last epoch in them.
std::pair<std::uintmax_t, std::int64_t> kept_part(const std::string& path,
                                                  std::int64_t epochs_kept) {
  const Error failed = Error("reading " + std::string(kName)).at(path);
  std::error_code failure;
  if (epochs_kept == 0 || !fs::exists(path, failure)) return {0, 0};
  if (!fs::is_regular_file(path, failure))
    throw Error(failed).expected("a regular file").found("another kind");
  const std::uintmax_t size = fs::file_size(path, failure);
  std::ifstream file(path, std::ios::binary);
  if (failure || !file)
    throw Error(failed).found(failure ? failure.message() : system_reason(errno));
  std::uintmax_t bytes = 0;
  std::int64_t last_epoch = 0;
  while (const auto event = read_event_head(file, size - bytes)) {
    if (bytes == 0 && event->file_version != kEventFileVersion) break;
    if (event->step > epochs_kept) break;
    if (bytes > 0) last_epoch = event->step;
    bytes = static_cast<std::uintmax_t>(file.tellg());
  }
  return {bytes, last_epoch};
}

}  // namespace

EventLog::EventLog(const std::string& path, std::int64_t epochs_kept) {
  const auto [bytes, last_epoch] = kept_part(path, epochs_kept);
  last_epoch_ = last_epoch;
  std::error_code failure;
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty()) fs::create_directories(folder, failure);
  if (failure)
    throw Error("creating " + std::string(kName)).at(folder.string()).found(failure.message());
  file_ = std::make_unique<AppendFile>(path, kName, bytes);
  if (bytes == 0) file_->append(encode_event({seconds_since_1970(), 0, kEventFileVersion, {}, {}}));
}

void EventLog::append(const EpochRecord& record, const std::string& sample) {
  Event event{seconds_since_1970(), record.result.epoch, "", scalars_of(record), {}};
  if (!sample.empty()) event.images.emplace_back("samples", sample);
  file_->append(encode_event(event));
  last_epoch_ = event.step;
}

}  // namespace gan
