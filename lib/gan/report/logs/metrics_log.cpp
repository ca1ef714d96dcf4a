#include "gan/report/logs/metrics_log.h"

#include <algorithm>
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
#include "gan/storage/files/append_file.h"
#include "gan/storage/files/read_file.h"
#include "gan/storage/files/write_file.h"

namespace gan {
namespace {

using nlohmann::ordered_json;

struct Field {
  const char* name;
  double EpochResult::*value;
  bool required;
};

// In the order of the line, after the epoch.
constexpr Field fields[] = {
    {"discriminator_loss", &EpochResult::discriminator_loss, true},
    {"generator_loss", &EpochResult::generator_loss, true},
    {"discriminator_loss_real", &EpochResult::discriminator_loss_real, false},
    {"discriminator_loss_fake", &EpochResult::discriminator_loss_fake, false},
    {"last_discriminator_loss", &EpochResult::last_discriminator_loss, false},
    {"last_generator_loss", &EpochResult::last_generator_loss, false},
    {"penalty", &EpochResult::penalty, false},
    {"real_logit", &EpochResult::real_logit, false},
    {"fake_logit", &EpochResult::fake_logit, false},
    {"seconds", &EpochResult::seconds, false},
    {"images_per_second", &EpochResult::images_per_second, false},
};

constexpr const char* log_name = "the metrics log";
constexpr std::uintmax_t largest_log = std::uintmax_t{1} << 28;

Error read_error(const std::string& path) {
  return Error("reading " + std::string(log_name)).at(path);
}

bool is_blank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

// The beginning of an invalid line, for the error.
std::string excerpt(const std::string& line) {
  if (is_blank(line)) return "an empty line";
  std::string text = line.substr(0, 60);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text + (line.size() > text.size() ? "..." : "");
}

// Fills result; returns what was expected but not found, or nothing.
std::string read_fields(const ordered_json& object, EpochResult& result) {
  constexpr std::int64_t largest_epoch = std::int64_t{1} << 53;
  const auto epoch = object.find("epoch");
  // A number above the range of int64 reads as a negative one.
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

// Fills record; returns as read_fields does.
std::string read_line(const std::string& line, EpochRecord& record) {
  const ordered_json object = ordered_json::parse(line, nullptr, false);
  if (!object.is_object()) return "a JSON object";
  const auto warning = object.find("warning");
  if (warning != object.end() && warning->is_string())
    record.result.warning = warning->get<std::string>();
  const auto evaluation = object.find("evaluation");
  try {
    if (evaluation != object.end()) record.evaluation = evaluation_from_json(*evaluation, log_name);
  } catch (const Error&) {
    return "a whole evaluation";
  }
  return read_fields(object, record.result);
}

// The lines of a log that hold no valid epoch.
struct PassedOver {
  std::int64_t count = 0;
  bool has_content = false;
  std::string first;

  std::string text(const std::string& path) const {
    if (count == 0) return "";
    return path + ": " +
           (count == 1
                ? "a line without a valid epoch is skipped ("
                : std::to_string(count) + " lines without a valid epoch are skipped (the first, ") +
           first + ")";
  }
};

// Calls `take` for each line with a valid epoch.
PassedOver read_lines(
    const std::string& path,
    const std::function<void(const std::string& line, const EpochRecord&)>& take) {
  std::error_code failure;
  const auto status = std::filesystem::status(path, failure);
  if (!std::filesystem::is_regular_file(status))
    throw read_error(path)
        .expected("a log.jsonl")
        .found(std::filesystem::exists(status) ? "not a regular file"
               : failure                       ? failure.message()
                                               : "no file");
  const std::uintmax_t size = std::filesystem::file_size(path, failure);
  if (!failure && size > largest_log)
    throw read_error(path)
        .expected("at most " + std::to_string(largest_log) + " bytes")
        .found(std::to_string(size));
  std::ifstream file(path, std::ios::binary);
  if (!file) throw read_error(path).found(system_reason(errno));

  PassedOver passed_over;
  std::string line;
  for (std::int64_t number = 1; std::getline(file, line); ++number) {
    const bool torn_off = file.eof();
    // A crashed machine leaves zero bytes where it had not written yet; some editors add them, too.
    line.erase(std::remove(line.begin(), line.end(), '\0'), line.end());
    EpochRecord record;
    const std::string wrong = read_line(line, record);
    if (wrong.empty())
      take(line, record);
    else if (!torn_off || !ordered_json::parse(line, nullptr, false).is_discarded()) {
      if (passed_over.count++ == 0)
        passed_over.first =
            "line " + std::to_string(number) + ": expected " + wrong + ", found " + excerpt(line);
      passed_over.has_content = passed_over.has_content || !is_blank(line);
    }
  }
  if (file.bad()) throw read_error(path).found(system_reason(errno));
  return passed_over;
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
  if (epochs_kept > 0 && std::filesystem::exists(path_)) {
    std::string kept;
    const auto keep = [&](const std::string& line, const EpochRecord& record) {
      if (record.result.epoch <= epochs_kept) kept += line + '\n';
    };
    const PassedOver passed_over = read_lines(path_, keep);
    passed_over_ = passed_over.text(path_);
    if (passed_over.has_content) {
      write_file(path_ + ".damaged", read_file(path_, largest_log));
      passed_over_ += "; the old file is kept as " + path_ + ".damaged";
    }
    write_file(path_, kept);
  }
  file_ = std::make_unique<AppendFile>(path_, log_name, epochs_kept > 0 ? AppendFile::kAll : 0);
}

MetricsLog::~MetricsLog() = default;
MetricsLog::MetricsLog(MetricsLog&&) noexcept = default;

void MetricsLog::append(const EpochRecord& record) {
  file_->append(epoch_line(record));
}

void MetricsLog::replace_last(const EpochRecord& record) {
  std::int64_t last = 0;
  read_lines(path_, [&](const std::string&, const EpochRecord& read) { last = read.result.epoch; });
  std::string lines;
  read_lines(path_, [&](const std::string& line, const EpochRecord& read) {
    if (read.result.epoch != last) lines += line + '\n';
  });
  write_file(path_, lines + epoch_line(record));
  // write_file() has replaced the file, so it must be opened again.
  file_ = std::make_unique<AppendFile>(path_, log_name, AppendFile::kAll);
}

std::vector<EpochRecord> read_metrics_log(const std::string& path, std::string* passed_over) {
  std::vector<EpochRecord> records;
  const PassedOver others = read_lines(
      path, [&](const std::string&, const EpochRecord& record) { records.push_back(record); });
  if (passed_over != nullptr) *passed_over = others.text(path);
  return records;
}

}  // namespace gan
