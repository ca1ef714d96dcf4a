#include "gan/data/pictures/label_file.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <variant>

#include <nlohmann/json.hpp>

#include "gan/base/error.h"
#include "gan/base/json_text.h"
#include "gan/base/text.h"

namespace gan {
namespace {

using Json = nlohmann::ordered_json;
// A class by its number or its name; none: without a label.
using Label = std::variant<std::monostate, std::int64_t, std::string>;

// Collects labels by the pictures' names, then puts them into the pictures' order.
class LabelsByName {
 public:
  LabelsByName(const PictureFiles& files, std::string where)
      : files_(files), where_(std::move(where)) {}

  Error wrong() const { return Error("reading labels").at(where_); }

  PictureLabels no_labels() const {
    PictureLabels none;
    none.missing = where_ + " without labels";
    return none;
  }

  void add(const std::string& name, const Json& value, const std::string& place) {
    if (!labels_.emplace(name, label_of(value, place)).second)
      throw wrong().expected("each picture once").found("\"" + name + "\" twice");
  }

  PictureLabels of_pictures(const std::string& source) const {
    PictureLabels found;
    const std::vector<PictureFile>& pictures = files_.pictures();
    std::vector<Label> labels;
    for (const PictureFile& picture : pictures) {
      const auto label = labels_.find(picture.name);
      if (label == labels_.end())
        throw wrong()
            .expected("a label for each picture")
            .found("none for \"" + picture.name + "\"");
      labels.push_back(label->second);
    }
    const std::size_t kind = labels.front().index();
    for (std::size_t i = 0; i < labels.size(); ++i)
      if (labels[i].index() != kind)
        throw wrong()
            .expected("labels of one kind, numbers or texts, for all pictures or for none")
            .found("another for \"" + pictures[i].name + "\" than for \"" + pictures[0].name +
                   "\"");
    if (std::holds_alternative<std::monostate>(labels.front())) return no_labels();
    found.without_picture = static_cast<std::int64_t>(labels_.size() - pictures.size());
    found.source = source;
    std::holds_alternative<std::int64_t>(labels.front()) ? number(labels, found)
                                                         : name(labels, found);
    return found;
  }

 private:
  Label label_of(const Json& value, const std::string& place) const {
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer() && value >= 0 && value <= kMostLabel)
      return value.get<std::int64_t>();
    throw wrong()
        .expected("a whole number from 0 to " + std::to_string(kMostLabel) + " or a text as label")
        .found(value.dump().substr(0, 40) + " (" + place + ")");
  }

  // The classes are all numbers up to the largest.
  static void number(const std::vector<Label>& labels, PictureLabels& found) {
    std::int64_t most = 0;
    for (const Label& label : labels) {
      found.labels.push_back(std::get<std::int64_t>(label));
      most = std::max(most, found.labels.back());
    }
    for (std::int64_t i = 0; i <= most; ++i) found.classes.push_back(std::to_string(i));
  }

  void name(const std::vector<Label>& labels, PictureLabels& found) const {
    std::set<std::string> names;
    for (const Label& label : labels) names.insert(std::get<std::string>(label));
    if (names.size() > kMostClasses)
      throw wrong()
          .expected("at most " + std::to_string(kMostClasses) + " texts as labels")
          .found(std::to_string(names.size()));
    found.classes.assign(names.begin(), names.end());
    for (const Label& label : labels)
      found.labels.push_back(std::lower_bound(found.classes.begin(), found.classes.end(),
                                              std::get<std::string>(label)) -
                             found.classes.begin());
  }

  const PictureFiles& files_;
  std::string where_;
  std::map<std::string, Label> labels_;
};

// Counts lines from the file's beginning in errors.
Json parse_line(const std::string& line, std::size_t number, const std::string& where,
                const Error& failed) {
  try {
    return parse_json(line, where, failed);
  } catch (const Error&) {
    parse_json(std::string(number - 1, '\n') + line, where, failed);
    throw;
  }
}

}  // namespace

PictureLabels parse_dataset_json(const std::string& text, const std::string& where,
                                 const PictureFiles& files) {
  LabelsByName labels(files, where);
  const Json json = parse_json(text, where, labels.wrong());
  const char* const form = "{\"labels\": [[\"a.png\", 0], ...]}";
  if (!json.is_object()) throw labels.wrong().expected(form).found("another form");
  const auto list = json.find("labels");
  if (list == json.end() || list->is_null()) return labels.no_labels();
  if (!list->is_array()) throw labels.wrong().expected(form).found("no list of labels");
  for (std::size_t i = 0; i < list->size(); ++i) {
    const Json& entry = (*list)[i];
    const std::string place = "entry " + std::to_string(i);
    if (!entry.is_array() || entry.size() != 2 || !entry[0].is_string())
      throw labels.wrong().expected(form).found(entry.dump().substr(0, 40) + " (" + place + ")");
    if (entry[1].is_array())
      throw labels.wrong()
          .expected("the number of a class for each picture")
          .found("a list of numbers (" + place + ")");
    labels.add(entry[0].get<std::string>(), entry[1], place);
  }
  return labels.of_pictures(kDatasetJson);
}

PictureLabels parse_metadata_jsonl(const std::string& text, const std::string& where,
                                   const PictureFiles& files) {
  LabelsByName labels(files, where);
  std::istringstream lines(text);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::string place = "line " + std::to_string(++number);
    const std::size_t last = line.find_last_not_of(" \t\r");
    if (last == std::string::npos) continue;
    const auto wrong_line = [&] {
      return labels.wrong()
          .at(where + ", " + place)
          .expected("{\"file_name\": \"a.png\", \"label\": ...}")
          .found(line.substr(0, 40));
    };
    // The parser would ask for the rest of what goes on in the next line.
    if (line[last] != '}') throw wrong_line().hint("write each object in a line of its own");
    const Json entry = parse_line(line, number, where, labels.wrong());
    const auto name = entry.find("file_name");
    if (name == entry.end() || !name->is_string()) throw wrong_line();
    const auto label = entry.find("label");
    labels.add(name->get<std::string>(), label == entry.end() ? Json() : *label, place);
  }
  return labels.of_pictures(kMetadataJsonl);
}

}  // namespace gan
