#include "gan/report/logs/event_log.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>

#include "gan/base/error.h"
#include "gan/report/logs/event.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

constexpr const char* kName = "the TensorBoard log";

double seconds_since_1970() {
  const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
  return now.count();
}

void add_losses(Event& event, const EpochResult& result) {
  event.scalars = {{"loss/discriminator", result.discriminator_loss},
                   {"loss/discriminator_real", result.discriminator_loss_real},
                   {"loss/discriminator_fake", result.discriminator_loss_fake},
                   {"loss/generator", result.generator_loss},
                   {"last_loss/discriminator", result.last_discriminator_loss},
                   {"last_loss/generator", result.last_generator_loss},
                   {"speed/seconds", result.seconds},
                   {"speed/images_per_second", result.images_per_second}};
}

void add_measures(Event& event, const Evaluation& evaluation) {
  const auto add = [&](const std::string& name, double value) {
    event.scalars.emplace_back("quality/" + name, value);
  };
  add("frechet_distance", evaluation.frechet_distance.value);
  add("frechet_distance_low", evaluation.frechet_distance.interval.low);
  add("frechet_distance_high", evaluation.frechet_distance.interval.high);
  add("kernel_distance", evaluation.kernel_distance.value);
  add("classifier_score", evaluation.classifier_score.value);
  add("precision", evaluation.precision.value);
  add("recall", evaluation.recall.value);
  add("density", evaluation.density.value);
  add("coverage", evaluation.coverage.value);
  add("class_distance", evaluation.class_distance.value);
  add("modes", static_cast<double>(evaluation.modes));
  add("unsure", evaluation.low_confidence.value);
  add("nearest_distance", evaluation.nearest_distance.value);
  add("nearest_smallest", evaluation.nearest_smallest);
  for (std::size_t i = 0; i < evaluation.class_shares.size(); ++i)
    event.scalars.emplace_back("class_share/" + std::to_string(i), evaluation.class_shares[i]);
}

// The next event of the file; nothing at its end and where it is damaged.
std::optional<EventHead> read_event(std::istream& file, std::uintmax_t left) {
  constexpr std::size_t frame_size = 12, checksum_size = 4;
  std::array<char, frame_size> frame{};
  if (!file.read(frame.data(), frame.size())) return std::nullopt;
  const auto length = read_event_length({frame.data(), frame.size()});
  if (!length || left < frame_size + checksum_size || *length > left - frame_size - checksum_size)
    return std::nullopt;
  std::string data(*length + checksum_size, '\0');
  if (!file.read(data.data(), static_cast<std::streamsize>(data.size()))) return std::nullopt;
  const std::string_view all = data;
  if (!event_is_whole(all.substr(0, *length), all.substr(*length))) return std::nullopt;
  return read_event_head(all.substr(0, *length));
}

struct Kept {
  std::uintmax_t bytes = 0;
  std::int64_t last_epoch = 0;
};

Kept find_cached(const std::string& path, std::int64_t epochs_kept) {
  const Error failed = Error("reading " + std::string(kName)).at(path);
  std::error_code failure;
  if (epochs_kept == 0 || !fs::exists(path, failure)) return {};
  if (!fs::is_regular_file(path, failure))
    throw Error(failed).expected("a file").found("something else");
  const std::uintmax_t size = fs::file_size(path, failure);
  std::ifstream file(path, std::ios::binary);
  if (failure || !file)
    throw Error(failed).found(failure ? failure.message() : system_reason(errno));
  Kept kept;
  while (const auto event = read_event(file, size - kept.bytes)) {
    const bool begins = kept.bytes == 0;
    if (begins && event->file_version != kEventFileVersion) break;
    if (event->step > epochs_kept) break;
    if (!begins) kept.last_epoch = event->step;
    kept.bytes = static_cast<std::uintmax_t>(file.tellg());
  }
  return kept;
}

}  // namespace

EventLog::EventLog(const std::string& path, std::int64_t epochs_kept) {
  const Kept kept = find_cached(path, epochs_kept);
  last_epoch_ = kept.last_epoch;
  std::error_code failure;
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty()) fs::create_directories(folder, failure);
  if (failure)
    throw Error("creating " + std::string(kName)).at(folder.string()).found(failure.message());
  file_ = std::make_unique<AppendFile>(path, kName, kept.bytes);
  if (kept.bytes > 0) return;
  Event first;
  first.wall_time = seconds_since_1970();
  first.file_version = kEventFileVersion;
  file_->append(encode_event(first));
}

void EventLog::append(const EpochRecord& record, const std::string& sample) {
  Event event;
  event.wall_time = seconds_since_1970();
  event.step = record.result.epoch;
  add_losses(event, record.result);
  if (record.evaluation) add_measures(event, *record.evaluation);
  if (!sample.empty()) event.images.push_back({"samples", sample});
  file_->append(encode_event(event));
  last_epoch_ = record.result.epoch;
}

}  // namespace gan
