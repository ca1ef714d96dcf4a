// One option, described once: flags, --help, options.json and validation all use it.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace gan {

// A field's name as a flag: batch_size becomes --batch-size.
std::string flag_of(const std::string& name);

// An option bound to the variable that holds its value. The variable's initialiser is the only
// default. Bound variables must outlive the field.
//
//   std::vector<Field> TrainingOptions::fields() {
//     return {Field("batch_size", batch_size, "images per batch").at_least(1), ...};
//   }
class Field {
 public:
  enum class Kind { boolean, integer, number, text, integers };

  Field(std::string name, bool& value, std::string help);
  Field(std::string name, std::int64_t& value, std::string help);
  Field(std::string name, double& value, std::string help);
  Field(std::string name, std::string& value, std::string help);
  Field(std::string name, std::vector<std::int64_t>& value, std::string help);
  // The map's entry of that name; 0 if there is none.
  Field(std::string name, std::map<std::string, double>& values, std::string help);

  // Bounds, for a number itself or for each entry of a list. NaN is outside every bound.
  Field& at_least(double bound) { return lower(bound, false); }
  Field& above(double bound) { return lower(bound, true); }
  Field& at_most(double bound) { return upper(bound, false); }
  Field& below(double bound) { return upper(bound, true); }
  // The only allowed texts.
  Field& one_of(std::vector<std::string> choices) {
    choices_ = std::move(choices);
    return *this;
  }
  // How help names the value: "N", "DIR".
  Field& placeholder(std::string word) {
    placeholder_ = std::move(word);
    return *this;
  }

  // May be changed when a run is resumed.
  Field& may_change() {
    may_change_ = true;
    return *this;
  }
  // Applies to this call only, and is not part of a run's recorded options.
  Field& for_this_call() {
    for_this_call_ = true;
    return *this;
  }
  // Is left out of the short help.
  Field& advanced() {
    advanced_ = true;
    return *this;
  }
  // Is used only if the option `name` is one of `readers`; it is now `value`. Help says so.
  Field& only_with(const std::string& name, const std::string& value,
                   const std::vector<std::string>& readers);
  // Is used only with one of these flags; `given`: whether one is given.
  Field& only_with(bool given, const std::vector<std::string>& flags);

  // A text that is the path of a file or folder: see expand_home().
  Field& path(std::string word);

  // An enumeration as one of its names.
  template <class Enum>
  static Field choice(std::string name, Enum& value,
                      std::vector<std::pair<std::string, Enum>> names, std::string help);

  const std::string& name() const { return name_; }
  std::string flag() const;
  const std::string& help() const { return help_; }
  Kind kind() const { return kind_; }
  std::string value_word() const;
  std::string range() const;  // the allowed values in words, empty if all are allowed
  std::string text() const;   // the present value as a flag would give it
  bool is_in_use() const { return unused_.empty(); }
  // "--loss a or b" or "--x or --y": what it is used with; empty: it is always used.
  const std::string& condition() const { return condition_; }
  // Throws Error (usage) at `where`, which sets the field, if the field is not in use.
  void check_use(const std::string& where) const;
  bool can_change() const { return may_change_; }
  bool is_for_this_call() const { return for_this_call_; }
  bool is_advanced() const { return advanced_; }

  nlohmann::json get() const;
  // Stores a value read from a file called `where`, after checking type and range.
  void set(const nlohmann::json& value, const std::string& where);
  // Stores a value as written after the flag, after checking form and range.
  void parse(const std::string& text);
  // Throws if the present value is out of range.
  void check() const;

 private:
  Field(std::string name, Kind kind, std::string help);
  template <class Value>
  Field(std::string name, Kind kind, Value& value, std::string help);
  Field(std::string name, std::function<std::string()> get,
        std::function<void(const std::string&)> set, std::string help);
  Field& lower(double bound, bool open) {
    low_ = bound;
    low_open_ = open;
    return *this;
  }
  Field& upper(double bound, bool open) {
    high_ = bound;
    high_open_ = open;
    return *this;
  }
  void check(const nlohmann::json& value, const std::string& where) const;
  std::string right_form(const nlohmann::json& value) const;
  bool in_range(double value) const;
  nlohmann::json from_text(const std::string& text) const;

  std::string name_, help_, placeholder_;
  Kind kind_;
  double low_ = -std::numeric_limits<double>::infinity();
  double high_ = std::numeric_limits<double>::infinity();
  bool low_open_ = false, high_open_ = false;
  bool may_change_ = false, for_this_call_ = false, advanced_ = false;
  std::string condition_, unused_;  // what it is used with, and what was found instead
  std::vector<std::string> choices_;
  std::function<nlohmann::json()> get_;
  std::function<void(const nlohmann::json&)> set_;
};

template <class Enum>
Field Field::choice(std::string name, Enum& value, std::vector<std::pair<std::string, Enum>> names,
                    std::string help) {
  const auto get = [&value, names] {
    for (const auto& [text, entry] : names)
      if (entry == value) return text;
    return std::string();
  };
  const auto set = [&value, names](const std::string& chosen) {
    for (const auto& [text, entry] : names)
      if (text == chosen) value = entry;
  };
  Field field(std::move(name), get, set, std::move(help));
  for (const auto& entry : names) field.choices_.push_back(entry.first);
  return field;
}

}  // namespace gan
