#include "gan/base/field.h"

#include <algorithm>
#include <cmath>
#include <locale>
#include <sstream>

#include <nlohmann/json.hpp>

#include "gan/base/error.h"
#include "gan/base/home_path.h"
#include "gan/base/nearest.h"

namespace gan {
namespace {

using nlohmann::json;

// The shortest decimal that reads back as the same double, in every locale.
std::string number_text(double value) {
  return json(value).dump();
}

template <class Number>
bool parse_number(const std::string& text, Number& value) {
  std::istringstream stream(text);
  stream.imbue(std::locale::classic());
  stream >> std::noskipws >> value;
  return stream && stream.peek() == std::istringstream::traits_type::eof();
}

std::string joined(const std::vector<std::string>& words, const std::string& separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

// A value as an error shows it. What is nested is only named: dump() recurses.
std::string shown(const json& value) {
  for (const json& entry : value)
    if (entry.is_structured() && value.is_structured())
      return std::string("a nested ") + value.type_name();
  const std::string text = value.dump();
  return text.size() <= 80 ? text : text.substr(0, 80) + "...";
}

// A flag's value in words.
std::string kind_word(Field::Kind kind) {
  switch (kind) {
    case Field::Kind::boolean:
      return "true or false";
    case Field::Kind::integer:
      return "a whole number";
    case Field::Kind::number:
      return "a number";
    case Field::Kind::integers:
      return "whole numbers separated by commas";
    case Field::Kind::text:
      break;
  }
  return "a text";
}

// What was wanted instead of a value in a file.
std::string wanted_word(Field::Kind kind, const json& value) {
  constexpr double kBeyond = 9223372036854775808.0;
  if (kind == Field::Kind::integers) return "a list of whole numbers";
  const bool too_large =
      kind == Field::Kind::integer && value.is_number() && std::abs(value.get<double>()) >= kBeyond;
  return kind_word(kind) + (too_large ? " of at most 9223372036854775807" : "");
}

bool is_whole(const json& value) {
  constexpr double kExact = 9007199254740992;  // whole numbers up to here are doubles
  return value.is_number_float() && std::abs(value.get<double>()) <= kExact &&
         std::floor(value.get<double>()) == value.get<double>();
}

}  // namespace

Field::Field(std::string name, Kind kind, std::string help)
    : name_(std::move(name)), help_(std::move(help)), kind_(kind) {}

Field::Field(std::string name, bool& value, std::string help)
    : Field(std::move(name), Kind::boolean, std::move(help)) {
  get_ = [&value] { return json(value); };
  set_ = [&value](const json& v) { value = v.get<bool>(); };
}

Field::Field(std::string name, std::int64_t& value, std::string help)
    : Field(std::move(name), Kind::integer, std::move(help)) {
  get_ = [&value] { return json(value); };
  set_ = [&value](const json& v) { value = v.get<std::int64_t>(); };
}

Field::Field(std::string name, double& value, std::string help)
    : Field(std::move(name), Kind::number, std::move(help)) {
  get_ = [&value] { return json(value); };
  set_ = [&value](const json& v) { value = v.get<double>(); };
}

Field::Field(std::string name, std::string& value, std::string help)
    : Field(std::move(name), Kind::text, std::move(help)) {
  get_text_ = [&value] { return value; };
  set_text_ = [&value](const std::string& text) { value = text; };
}

Field::Field(std::string name, std::vector<std::int64_t>& value, std::string help)
    : Field(std::move(name), Kind::integers, std::move(help)) {
  get_ = [&value] { return json(value); };
  set_ = [&value](const json& v) { value = v.get<std::vector<std::int64_t>>(); };
}

Field& Field::path(std::string word) {
  set_text_ = [set = set_text_](const std::string& text) { set(expand_home(text)); };
  return placeholder(std::move(word));
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
  std::vector<std::string> bounds;
  const auto bound_text = [](double bound) {
    const auto whole = static_cast<std::int64_t>(bound);
    return static_cast<double>(whole) == bound ? std::to_string(whole) : number_text(bound);
  };
  if (std::isfinite(low_))
    bounds.push_back((low_open_ ? "above " : "at least ") + bound_text(low_));
  if (std::isfinite(high_))
    bounds.push_back((high_open_ ? "below " : "at most ") + bound_text(high_));
  return joined(bounds, " and ");
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
  return kind_ == Kind::text ? json(get_text_()) : get_();
}

void Field::set(const json& value, const std::string& where) {
  check(value, where + ", \"" + name_ + "\"");
  if (kind_ == Kind::text)
    set_text_(value.get<std::string>());
  else
    set_(value);
}

void Field::parse(const std::string& text) {
  const json value = from_text(text);
  check(value, flag());
  if (kind_ == Kind::text)
    set_text_(text);
  else
    set_(value);
}

void Field::check() const {
  check(get(), flag());
}

json Field::from_text(const std::string& text) const {
  const Error wrong = Error::usage("reading the flags").at(flag());
  const auto fail = [&]() -> json {
    throw Error(wrong).expected(kind_word(kind_)).found("\"" + text + "\"");
  };
  switch (kind_) {
    case Kind::boolean:
      if (text == "true" || text == "false") return text == "true";
      return fail();
    case Kind::integer: {
      std::int64_t value = 0;
      return parse_number(text, value) ? json(value) : fail();
    }
    case Kind::number: {
      if (text == "nan" || text == "inf" || text == "-inf") return json(std::nan(""));
      double value = 0;
      return parse_number(text, value) ? json(value) : fail();
    }
    case Kind::integers: {
      json values = json::array();
      std::istringstream stream(text);
      std::string part;
      while (std::getline(stream, part, ',')) {
        std::int64_t value = 0;
        if (!parse_number(part, value)) return fail();
        values.push_back(value);
      }
      return values.empty() || text.back() == ',' ? fail() : values;
    }
    case Kind::text:
      break;
  }
  return json(text);
}

// How a value of another type is to be written, where it tells what is meant.
std::string Field::right_form(const json& value) const {
  const auto write = [](const json& form) { return "write " + form.dump(); };
  if (value.is_null()) return "leave it out for its default";
  if (value.is_string() && kind_ != Kind::text) {
    try {
      return write(from_text(value.get<std::string>()));
    } catch (const Error&) {
      return "";
    }
  }
  if (kind_ == Kind::integer && is_whole(value))
    return write(static_cast<std::int64_t>(value.get<double>()));
  if (kind_ == Kind::integers && value.is_number_integer()) return write(json::array({value}));
  const json off = 0, on = 1;
  if (kind_ == Kind::boolean && (value == off || value == on)) return write(value == on);
  if (kind_ == Kind::text && (value.is_number() || value.is_boolean())) return write(value.dump());
  return "";
}

bool Field::in_range(double value) const {
  const bool low_holds = low_open_ ? value > low_ : value >= low_;
  const bool high_holds = high_open_ ? value < high_ : value <= high_;
  return std::isfinite(value) && low_holds && high_holds;
}

void Field::check(const json& value, const std::string& where) const {
  const Error wrong = Error::usage("checking the options").at(where);
  const auto integral = [](const json& number) {
    return number.is_number_integer() &&
           !(number.is_number_unsigned() && number.get<std::uint64_t>() > INT64_MAX);
  };
  bool right_type = false;
  switch (kind_) {
    case Kind::boolean:
      right_type = value.is_boolean();
      break;
    case Kind::integer:
      right_type = integral(value);
      break;
    case Kind::number:
      right_type = value.is_number();
      break;
    case Kind::text:
      // Files' names end at a NUL, and would silently be others.
      right_type =
          value.is_string() && value.get_ref<const std::string&>().find('\0') == std::string::npos;
      break;
    case Kind::integers:
      right_type =
          value.is_array() && !value.empty() && std::all_of(value.begin(), value.end(), integral);
      break;
  }
  if (!right_type)
    throw Error(wrong)
        .expected(wanted_word(kind_, value))
        .found((value.is_string() ? "the text " : "") + shown(value))
        .hint(right_form(value));

  bool allowed = true;
  if (kind_ == Kind::integer || kind_ == Kind::number) allowed = in_range(value.get<double>());
  if (kind_ == Kind::integers)
    allowed = std::all_of(value.begin(), value.end(),
                          [this](const json& entry) { return in_range(entry.get<double>()); });
  if (kind_ == Kind::text && !choices_.empty()) {
    const std::string text = value.get<std::string>();
    allowed = std::find(choices_.begin(), choices_.end(), text) != choices_.end();
    if (!allowed)
      throw Error(wrong)
          .expected("one of " + range())
          .found("\"" + text + "\"")
          .hint(did_you_mean(text, choices_));
  }
  if (!allowed) {
    const bool not_finite = kind_ == Kind::number && !std::isfinite(value.get<double>());
    throw Error(wrong)
        .expected(range().empty() ? "a finite number" : range())
        .found(not_finite ? "a value that is not finite" : value.dump());
  }
}

}  // namespace gan
