#include "gan/report/metrics_log.h"

#include <cerrno>
#include <cmath>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <nlohmann/json.hpp>

#include "gan/base/error.h"
#include "gan/storage/write_file.h"

namespace gan {
namespace {

using nlohmann::ordered_json;

struct Field {
  const char* name;
  double EpochResult::*value;
  bool required;
};

// In the line's order, after the epoch's number.
constexpr Field fields[] = {
    {"discriminator_loss", &EpochResult::discriminator_loss, true},
    {"generator_loss", &EpochResult::generator_loss, true},
    {"discriminator_loss_real", &EpochResult::discriminator_loss_real, false},
    {"discriminator_loss_fake", &EpochResult::discriminator_loss_fake, false},
    {"last_discriminator_loss", &EpochResult::last_discriminator_loss, false},
    {"last_generator_loss", &EpochResult::last_generator_loss, false},
    {"seconds", &EpochResult::seconds, false},
    {"images_per_second", &EpochResult::images_per_second, false},
};

constexpr std::uintmax_t largest_log = std::uintmax_t{1} << 28;

Error read_error(const std::string& path) {
  return Error("reading the metrics log").at(path);
}

// What to show of a line that is not understood.
std::string excerpt(const std::string& line) {
  if (line.empty()) return "an empty line";
  std::string text = line.substr(0, 60);
  for (char& c : text)
    if (c < ' ' || c > '~') c = '?';
  return text + (line.size() > text.size() ? "..." : "");
}

// Fills result; returns what was expected but not found, or nothing.
std::string read_fields(const ordered_json& object, EpochResult& result) {
  constexpr std::int64_t largest_epoch = std::int64_t{1} << 53;
  const auto epoch = object.find("epoch");
  // A number above int64 reads as a negative one.
  if (epoch != object.end() && epoch->is_number_integer())
    result.epoch = epoch->get<std::int64_t>();
  if (result.epoch < 1 || result.epoch > largest_epoch) return "\"epoch\" as a number from 1 on";
  for (const Field& field : fields) {
    const auto value = object.find(field.name);
    const bool missing = value == object.end();
    if (missing ? field.required : !value->is_number() && !value->is_null())
      return '"' + std::string(field.name) + "\" as a number or null";
    result.*field.value = missing || value->is_null() ? std::numeric_limits<double>::quiet_NaN()
                                                      : value->get<double>();
  }
  return "";
}

// Hands out each whole line with what it says.
void read_lines(const std::string& path,
                const std::function<void(const std::string& line, const EpochResult&)>& take) {
  std::error_code failure;
  const auto status = std::filesystem::status(path, failure);
  if (!std::filesystem::exists(status))
    throw read_error(path).expected("a log.jsonl").found(failure ? failure.message() : "no file");
  if (!std::filesystem::is_regular_file(status))
    throw read_error(path).expected("a log.jsonl").found("no regular file");
  const std::uintmax_t size = std::filesystem::file_size(path, failure);
  if (!failure && size > largest_log)
    throw read_error(path)
        .expected("at most " + std::to_string(largest_log) + " bytes")
        .found(std::to_string(size));
  std::ifstream file(path, std::ios::binary);
  if (!file) throw read_error(path).found(system_reason(errno));

  std::string line;
  for (std::int64_t number = 1; std::getline(file, line); ++number) {
    const bool torn_off = file.eof();
    const ordered_json object = ordered_json::parse(line, nullptr, false);
    if (torn_off && object.is_discarded()) break;
    EpochResult result;
    const std::string missing =
        object.is_object() ? read_fields(object, result) : "a JSON object for each epoch";
    if (!missing.empty())
      throw read_error(path + ":" + std::to_string(number)).expected(missing).found(excerpt(line));
    take(line, result);
  }
  if (file.bad()) throw read_error(path).found(system_reason(errno));
}

void keep_epochs(const std::string& path, std::int64_t count) {
  std::string kept;
  try {
    read_lines(path, [&](const std::string& line, const EpochResult& result) {
      if (result.epoch <= count) kept += line + '\n';
    });
  } catch (Error& error) {
    throw error.hint("repair or remove it; the training does not depend on it");
  }
  write_file(path, kept);
}

}  // namespace

std::string epoch_line(const EpochResult& result) {
  ordered_json line = {{"epoch", result.epoch}};
  for (const Field& field : fields) {
    const double value = result.*field.value;
    line[field.name] = std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
  }
  if (!result.warning.empty()) line["warning"] = result.warning;
  return line.dump() + '\n';
}

MetricsLog::MetricsLog(std::string path, std::int64_t epochs_kept) : path_(std::move(path)) {
  if (epochs_kept > 0 && std::filesystem::exists(path_)) keep_epochs(path_, epochs_kept);
  const int emptied = epochs_kept > 0 ? 0 : O_TRUNC;
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | emptied, 0666);
  if (file_ < 0) throw Error("creating the metrics log").at(path_).found(system_reason(errno));
}

MetricsLog::~MetricsLog() {
  ::close(file_);
}

void MetricsLog::append(const EpochResult& result) {
  const std::string line = epoch_line(result);
  const off_t before = ::lseek(file_, 0, SEEK_END);
  ssize_t written = -1;
  do written = ::write(file_, line.data(), line.size());
  while (written < 0 && errno == EINTR);
  if (written == static_cast<ssize_t>(line.size())) return;

  Error error = Error("writing the metrics log").at(path_);
  error.found(written < 0 ? system_reason(errno)
                          : "room for " + std::to_string(written) + " of " +
                                std::to_string(line.size()) + " bytes");
  error.hint("is the disk full?");
  if (written > 0 && before >= 0 && ::ftruncate(file_, before) != 0)
    error.hint("the log's last line is torn: " + system_reason(errno));
  throw error;
}

std::vector<EpochResult> read_metrics_log(const std::string& path) {
  std::vector<EpochResult> results;
  read_lines(path,
             [&](const std::string&, const EpochResult& result) { results.push_back(result); });
  return results;
}

}  // namespace gan
