#include "gan/report/metrics_log.h"

#include <cerrno>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "gan/base/error.h"
#include "gan/evaluation/evaluation_json.h"
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

// The line is known to be an object. Returns as read_fields does.
std::string read_record(const ordered_json& object, const std::string& where, EpochRecord& record) {
  const auto warning = object.find("warning");
  if (warning != object.end() && warning->is_string())
    record.result.warning = warning->get<std::string>();
  const auto evaluation = object.find("evaluation");
  if (evaluation != object.end()) record.evaluation = evaluation_from_json(*evaluation, where);
  return read_fields(object, record.result);
}

// Hands out each whole line with what it says.
void read_lines(const std::string& path,
                const std::function<void(const std::string& line, const EpochRecord&)>& take) {
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
    const std::string where = path + ":" + std::to_string(number);
    EpochRecord record;
    const std::string missing =
        object.is_object() ? read_record(object, where, record) : "a JSON object for each epoch";
    if (!missing.empty()) throw read_error(where).expected(missing).found(excerpt(line));
    take(line, record);
  }
  if (file.bad()) throw read_error(path).found(system_reason(errno));
}

// What stays of the file: all lines for which `keep` says so.
std::string kept_lines(const std::string& path,
                       const std::function<bool(const EpochResult&)>& keep) {
  std::string kept;
  try {
    read_lines(path, [&](const std::string& line, const EpochRecord& record) {
      if (keep(record.result)) kept += line + '\n';
    });
  } catch (Error& error) {
    throw error.hint("repair or remove it; the training does not depend on it");
  }
  return kept;
}

std::unique_ptr<AppendFile> open_log(const std::string& path, std::uintmax_t kept) {
  return std::make_unique<AppendFile>(path, "the metrics log", kept);
}

}  // namespace

std::string epoch_line(const EpochRecord& record) {
  const EpochResult& result = record.result;
  ordered_json line = {{"epoch", result.epoch}};
  for (const Field& field : fields) {
    const double value = result.*field.value;
    line[field.name] = std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
  }
  if (!result.warning.empty()) line["warning"] = result.warning;
  if (record.evaluation) line["evaluation"] = to_json(*record.evaluation);
  return line.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

MetricsLog::MetricsLog(std::string path, std::int64_t epochs_kept) : path_(std::move(path)) {
  const bool goes_on = epochs_kept > 0 && std::filesystem::exists(path_);
  if (goes_on)
    write_file(path_, kept_lines(path_, [&](const EpochResult& result) {
                 return result.epoch <= epochs_kept;
               }));
  file_ = open_log(path_, epochs_kept > 0 ? AppendFile::kAll : 0);
}

void MetricsLog::append(const EpochRecord& record) {
  file_->append(epoch_line(record));
}

void MetricsLog::replace_last(const EpochRecord& record) {
  std::int64_t last = 0;
  read_lines(path_, [&](const std::string&, const EpochRecord& read) { last = read.result.epoch; });
  write_file(path_, kept_lines(path_, [&](const EpochResult& result) {
                      return result.epoch != last;
                    }) + epoch_line(record));
  file_ = open_log(path_, AppendFile::kAll);  // the file of that name is another one now
}

std::vector<EpochRecord> read_metrics_log(const std::string& path) {
  std::vector<EpochRecord> records;
  read_lines(path,
             [&](const std::string&, const EpochRecord& record) { records.push_back(record); });
  return records;
}

}  // namespace gan
