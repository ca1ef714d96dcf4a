#include "gan/base/field.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "gan/base/environment.h"
#include "gan/base/error.h"
#include "gan/base/text.h"

using nlohmann::json;

namespace gan {

Field::Field(std::string name, Kind kind, std::string help)
    : name_(std::move(name)), help_(std::move(help)), kind_(kind) {}

template <class Value>
Field::Field(std::string name, Kind kind, Value& value, std::string help)
    : Field(std::move(name), kind, std::move(help)) {
  get_ = [&value] { return json(value); };
  set_ = [&value](const json& v) { v.get_to(value); };
}

Field::Field(std::string name, bool& value, std::string help)
    : Field(std::move(name), Kind::boolean, value, std::move(help)) {}

Field::Field(std::string name, std::int64_t& value, std::string help)
    : Field(std::move(name), Kind::integer, value, std::move(help)) {}

Field::Field(std::string name, double& value, std::string help)
    : Field(std::move(name), Kind::number, value, std::move(help)) {}

Field::Field(std::string name, std::string& value, std::string help)
    : Field(std::move(name), Kind::text, value, std::move(help)) {}

Field::Field(std::string name, std::vector<std::int64_t>& value, std::string help)
    : Field(std::move(name), Kind::integers, value, std::move(help)) {}

Field::Field(std::string name, std::map<std::string, double>& values, std::string help)
    : Field(std::move(name), Kind::number, std::move(help)) {
  get_ = [&values, key = name_] {
    const auto entry = values.find(key);
    return json(entry == values.end() ? 0.0 : entry->second);
  };
  set_ = [&values, key = name_](const json& v) { values[key] = v.get<double>(); };
}

Field::Field(std::string name, std::function<std::string()> get,
             std::function<void(const std::string&)> set, std::string help)
    : Field(std::move(name), Kind::text, std::move(help)) {
  get_ = [get = std::move(get)] { return json(get()); };
  set_ = [set = std::move(set)](const json& v) { set(v.get<std::string>()); };
}

Field& Field::path(std::string word) {
  set_ = [set = set_](const json& v) { set(expand_home(v.get<std::string>())); };
  return placeholder(std::move(word));
}

Field& Field::only_with(const std::string& name, const std::string& value,
                        const std::vector<std::string>& readers) {
  condition_ = flag_of(name) + " " + joined(readers, " or ");
  if (std::count(readers.begin(), readers.end(), value) == 0) unused_ = flag_of(name) + " " + value;
  return *this;
}

Field& Field::only_with(bool given, const std::vector<std::string>& flags) {
  condition_ = joined(flags, " or ");
  if (!given) unused_ = "none of them";
  return *this;
}

void Field::check_use(const std::string& where) const {
  if (is_in_use()) return;
  throw Error::usage("reading options")
      .at(where)
      .expected(condition_ + " with it")
      .found(unused_)
      .hint("leave it out");
}

std::string flag_of(const std::string& name) {
  std::string flag = "--" + name;
  std::replace(flag.begin(), flag.end(), '_', '-');
  return flag;
}

std::string Field::flag() const {
  return flag_of(name_);
}

std::string Field::value_word() const {
  if (!placeholder_.empty()) return placeholder_;
  if (!choices_.empty()) return joined(choices_, "|");
  if (kind_ == Kind::integers) return "N,N,...";
  return kind_ == Kind::integer ? "N" : "X";
}

std::string Field::range() const {
  if (!choices_.empty()) return joined(choices_, ", ");
  // The shortest decimal that reads back as the same number, in every locale.
  const auto bound_text = [](double bound) {
    const auto whole = static_cast<std::int64_t>(bound);
    return (static_cast<double>(whole) == bound ? json(whole) : json(bound)).dump();
  };
  const bool has_low = std::isfinite(low_), has_high = std::isfinite(high_);
  if (has_low && has_high && !low_open_ && !high_open_)
    return bound_text(low_) + " to " + bound_text(high_);
  std::vector<std::string> bounds;
  if (has_low) bounds.push_back((low_open_ ? "above " : "at least ") + bound_text(low_));
  if (has_high) bounds.push_back((high_open_ ? "below " : "at most ") + bound_text(high_));
  return joined(bounds, ", ");
}

std::string Field::text() const {
  const json value = get();
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::vector<std::string> entries;
  for (const json& entry : value) entries.push_back(entry.dump());
  return joined(entries, ",");
}

json Field::get() const {
  return get_();
}

void Field::set(const json& value, const std::string& where) {
  check(value, where + ", \"" + name_ + "\"");
  set_(value);
}

void Field::parse(const std::string& text) {
  const json value = from_text(text);
  check(value, flag());
  set_(value);
}

void Field::check() const {
  check(get(), flag());
}

}  // namespace gan
