// Values of a field: reading them from text, and checking them.
#include <algorithm>
#include <cmath>
#include <limits>
#include <locale>
#include <sstream>

#include <nlohmann/json.hpp>

#include "gan/base/error.h"
#include "gan/base/field.h"
#include "gan/base/nearest.h"

namespace gan {
namespace {

using nlohmann::json;

template <class Number>
bool parse_number(const std::string& text, Number& value) {
  std::istringstream stream(text);
  stream.imbue(std::locale::classic());
  stream >> std::noskipws >> value;
  return stream && stream.peek() == std::istringstream::traits_type::eof();
}

// A value as errors show it. For nested values, only the type: dump() recurses.
std::string in_quotes(const json& value) {
  for (const json& entry : value)
    if (entry.is_structured() && value.is_structured())
      return std::string("a nested ") + value.type_name();
  const std::string text = value.dump();
  return text.size() <= 80 ? text : text.substr(0, 80) + "...";
}

// What a flag takes, in words.
std::string kind_word(Field::Kind kind) {
  // In the order of Field::Kind.
  constexpr const char* kWords[] = {"true or false", "a whole number", "a number", "a text",
                                    "whole numbers separated by commas"};
  return kWords[static_cast<std::size_t>(kind)];
}

// What was expected instead of `value` from a file.
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

bool is_integral(const json& value) {
  return value.is_number_integer() &&
         !(value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX);
}

bool is_of_kind(const json& value, Field::Kind kind) {
  switch (kind) {
    case Field::Kind::boolean:
      return value.is_boolean();
    case Field::Kind::integer:
      return is_integral(value);
    case Field::Kind::number:
      return value.is_number();
    case Field::Kind::integers:
      return value.is_array() && !value.empty() &&
             std::all_of(value.begin(), value.end(), is_integral);
    case Field::Kind::text:
      break;
  }
  // A file name ends at a NUL: the text would silently name another file.
  return value.is_string() && value.get_ref<const std::string&>().find('\0') == std::string::npos;
}

}  // namespace

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
      if (parse_number(text, value)) return value;
      if (!text.empty() && text.find_first_not_of("0123456789") == text.npos)
        throw Error(wrong)
            .expected("a whole number of at most " + std::to_string(INT64_MAX))
            .found(text);
      return fail();
    }
    case Kind::number: {
      if (text == "nan" || text == "inf" || text == "-inf") return json(std::nan(""));
      double value = 0;
      const bool parsed = parse_number(text, value);
      // An overflow fails and leaves the largest number; an underflow gives 0.
      const std::string digits = text.substr(0, text.find_first_of("eE"));
      const bool underflow = value == 0 && digits.find_first_of("123456789") != digits.npos;
      if (parsed ? underflow : std::abs(value) == std::numeric_limits<double>::max())
        throw Error(wrong).expected("a number that double precision can hold").found(text);
      return parsed ? json(value) : fail();
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

// How to write a value of the wrong type, if its meaning is clear.
std::string Field::right_form(const json& value) const {
  const auto write = [](const json& form) { return "write " + form.dump(); };
  if (value.is_null()) return "leave it out to use the default";
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
  if (!is_of_kind(value, kind_))
    throw Error(wrong)
        .expected(wanted_word(kind_, value))
        .found((value.is_string() ? "the text " : "") + in_quotes(value))
        .hint(right_form(value));
  if (kind_ == Kind::boolean) return;
  if (kind_ == Kind::text) {
    const std::string text = value.get<std::string>();
    if (choices_.empty() || std::count(choices_.begin(), choices_.end(), text) > 0) return;
    throw Error(wrong)
        .expected("one of " + range())
        .found("\"" + text + "\"")
        .hint(did_you_mean(text, choices_));
  }
  // Iterating over a single JSON number visits that number.
  const auto fits = [this](const json& entry) { return in_range(entry.get<double>()); };
  if (std::all_of(value.begin(), value.end(), fits)) return;
  const bool not_finite = kind_ == Kind::number && !std::isfinite(value.get<double>());
  throw Error(wrong)
      .expected(range().empty() ? "a finite number" : range())
      .found(not_finite ? "a value that is not finite" : value.dump());
}

}  // namespace gan
