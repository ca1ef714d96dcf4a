#include "run/report_files.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <ctime>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <regex>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "commands/train_options.h"
#include "gan/base/error.h"
#include "gan/base/json_text.h"
#include "gan/evaluation/evaluation_json.h"
#include "gan/storage/files/read_file.h"
#include "gan/storage/run_paths.h"
#include "run/picture_input.h"

namespace gan::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kLargestText = std::size_t{1} << 24;
constexpr std::size_t kLargestPicture = std::size_t{1} << 25;
constexpr std::size_t kMostSamples = 60;
constexpr int kDeepestFact = 3;

bool is_file(const std::string& path) {
  std::error_code failure;
  return fs::is_regular_file(path, failure);
}

// Nothing if the file does not exist.
std::optional<Json> read_object(const std::string& path) {
  if (!is_file(path)) return std::nullopt;
  Json object = parse_json(read_file(path, kLargestText), path, Error("reading a run"));
  if (!object.is_object())
    throw Error("reading a run").at(path).expected("a JSON object").found(object.type_name());
  return object;
}

// As a flag would give it. Nested values, which no option has, become "...".
std::string value_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_structured()) return value.dump();
  const bool flat = value.is_array() && std::none_of(value.begin(), value.end(), [](const Json& v) {
                      return v.is_structured();
                    });
  if (!flat) return "...";
  std::string text;
  for (const Json& entry : value) text += (text.empty() ? "" : ",") + value_text(entry);
  return text;
}

void read_options_into(ReportContent& content, const std::string& path) {
  const std::optional<Json> object = read_object(path);
  if (!object) return;
  TrainOptions defaults;
  const std::vector<Field> fields = defaults.recorded();
  for (const auto& [key, value] : object->items()) {
    ReportOption option{key, value_text(value), "", ""};
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field& known) {
      return known.name() == option.name;
    });
    if (field != fields.end()) {
      option.name = field->flag();
      option.usual = field->text();
      option.meaning = field->help();
      if (field->kind() != Field::Kind::text && field->get() == nlohmann::json(value))
        option.value = option.usual;
    }
    content.options.push_back(std::move(option));
    if (key == "epochs" && value.is_number_integer())
      content.planned_epochs = value.get<std::int64_t>();
  }
}

// "versions": {"gan": "0.1"} becomes "Versions gan": "0.1".
void add_facts(ReportContent& content, const Json& object, const std::string& before, int depth) {
  for (const auto& [key, value] : object.items()) {
    std::string name = before.empty() ? key : before + " " + key;
    std::replace(name.begin(), name.end(), '_', ' ');
    if (value.is_object() && depth < kDeepestFact) {
      add_facts(content, value, name, depth + 1);
      continue;
    }
    const std::string text = value_text(value);
    if (text.empty()) continue;
    if (!name.empty())
      name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    content.facts.emplace_back(name, text);
  }
}

std::string time_text(const std::string& path) {
  struct stat status {};
  std::tm parts{};
  std::array<char, 40> text{};
  if (::stat(path.c_str(), &status) != 0 || ::gmtime_r(&status.st_mtime, &parts) == nullptr ||
      std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M UTC", &parts) == 0)
    return "";
  return text.data();
}

// The first, the last and evenly chosen ones between them.
std::vector<ReportSample> read_samples(const std::string& folder) {
  static const std::regex sample("epoch-([0-9]{1,18})\\.png");
  std::map<std::int64_t, std::string> files;
  std::error_code failure;
  for (fs::directory_iterator file(folder, failure), end; !failure && file != end;
       file.increment(failure)) {
    const std::string name = file->path().filename().string();
    std::smatch digits;
    if (std::regex_match(name, digits, sample) && is_file(file->path()))
      files[std::stoll(digits[1])] = file->path().string();
  }
  const std::vector<std::pair<std::int64_t, std::string>> all(files.begin(), files.end());
  const std::size_t count = std::min(all.size(), kMostSamples);
  std::vector<ReportSample> samples;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& [epoch, path] = all[count < 2 ? 0 : i * (all.size() - 1) / (count - 1)];
    samples.push_back({epoch, read_file(path, kLargestPicture)});
  }
  return samples;
}

// Turns the error of a damaged file into a notice, so that the other files are still shown.
void read_if_whole(ReportContent& content, const std::function<void()>& read) {
  try {
    read();
  } catch (const Error& error) {
    content.notices.push_back(std::string(error.what()) + "; continuing without it");
  }
}

std::string read_picture(const std::string& path) {
  return is_file(path) ? read_file(path, kLargestPicture) : "";
}

}  // namespace

ReportContent read_report(const std::string& run_path) {
  const RunPaths names(run_path);
  std::error_code failure;
  if (!fs::is_directory(run_path, failure))
    throw Error("reading a run")
        .at(run_path)
        .expected("the folder of a run")
        .found(fs::exists(run_path, failure) ? "not a folder" : "nothing there");
  if (!is_file(names.options()) && !is_file(names.log()))
    throw Error("reading a run")
        .at(run_path)
        .expected("a run of gan train")
        .found("neither options.json nor log.jsonl");

  ReportContent content;
  content.run = run_path;
  read_if_whole(content, [&] { read_options_into(content, names.options()); });
  if (is_file(names.log())) {
    std::string passed_over;
    content.epochs = read_metrics_log(names.log(), &passed_over);
    content.logged = time_text(names.log());
    if (!passed_over.empty()) content.notices.push_back(passed_over);
  }
  read_if_whole(content, [&] {
    const std::string path =
        is_file(names.classifier()) ? names.classifier() : names.former_classifier();
    if (const std::optional<Json> rows = read_object(path))
      content.classifier = classifier_rows_from_json(*rows, path);
  });
  read_if_whole(content, [&] {
    const std::optional<Json> record = read_object(names.record());
    if (!record) return;
    add_facts(content, *record, "", 0);
    const auto data = record->find("data");
    if (const auto rows = record->find("conditional_classes");
        rows != record->end() && rows->is_array())
      for (const Json& name : *rows)
        if (content.row_classes.size() < kMostClassRows)
          content.row_classes.push_back(value_text(name));
    if (data == record->end() || !data->is_object()) return;
    if (data->contains("name")) content.data = value_text((*data)["name"]);
    const auto classes = data->find("classes");
    if (classes == data->end() || !classes->is_array()) return;
    for (const Json& name : *classes) content.classes.push_back(value_text(name));
  });
  content.samples = read_samples(names.samples());
  content.grid = read_picture(names.grid());
  content.animation = read_picture(names.animation());
  content.neighbours = read_picture(names.neighbours());
  content.interpolation = read_picture(names.interpolation());
  return content;
}

}  // namespace gan::app
