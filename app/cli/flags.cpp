#include "cli/flags.h"

#include <algorithm>
#include <iostream>

// Regular expressions would take most of the time. Versions before 3 know no other way.
#define CXXOPTS_NO_REGEX true
#include <cxxopts.hpp>

#include "gan/base/error.h"
#include "gan/base/nearest.h"

namespace gan::app {
namespace {

// No path is longer.
constexpr std::size_t kLongestWord = 4096;

std::string described(const Field& field) {
  const bool choices = field.kind() == Field::Kind::text && !field.range().empty();
  return field.help() + (field.range().empty() || choices ? "" : " (" + field.range() + ")") +
         (field.condition().empty() ? "" : " (with " + field.condition() + ")");
}

}  // namespace

// cxxopts says only that an option is unknown, and says it differently from version to version: it
// is asked for the help alone.
GivenFlags::GivenFlags(const std::string& command, const std::vector<FlagGroup>& groups,
                       const Arguments& arguments, Arguments* positional) {
  help_ = std::any_of(arguments.begin(), arguments.end(),
                      [](const std::string& word) { return word == "-h" || word == "--help"; });
  if (help_) return;
  const std::vector<Field> fields = all_fields(groups);
  const Error wrong = Error::usage("reading the flags of gan " + command);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    const bool is_flag = word.size() > 1 && word[0] == '-';
    if (!is_flag && positional != nullptr) {
      positional->push_back(word);
      continue;
    }
    const std::size_t equals = word.find('=');
    if (word.size() > kLongestWord)
      throw Error(wrong)
          .at(word.substr(0, std::min<std::size_t>(equals, 40)))
          .expected("at most " + std::to_string(kLongestWord) + " characters")
          .found(std::to_string(word.size()));
    const std::string flag = word.substr(0, equals);
    const auto field = std::find_if(fields.begin(), fields.end(),
                                    [&](const Field& f) { return f.flag() == flag; });
    if (field == fields.end()) {
      std::vector<std::string> known = {"--help"};
      for (const Field& candidate : fields) known.push_back(candidate.flag());
      const std::string meant = did_you_mean(flag, known);
      throw Error(wrong)
          .expected(is_flag ? "a known flag" : "a flag")
          .found("\"" + word + "\"")
          .hint(meant.empty() ? "gan help " + command + " lists them" : meant);
    }
    std::string& value = values_[field->name()];
    if (field->kind() == Field::Kind::boolean) {
      if (word != flag) throw Error(wrong).at(flag).expected("no value").found("\"" + word + "\"");
      value = "true";
      continue;
    }
    if (word != flag) {
      value = word.substr(equals + 1);
    } else {
      const bool last = ++i == arguments.size();
      if (last || arguments[i].rfind("--", 0) == 0)
        throw Error(wrong)
            .at(flag)
            .expected("a value (" + field->value_word() + ")")
            .found(last ? "none" : "\"" + arguments[i] + "\"");
      value = arguments[i];
    }
    if (value.empty()) throw Error(wrong).at(flag).expected("a value").found("an empty one");
  }
}

void GivenFlags::apply(const std::vector<Field>& fields) const {
  for (Field field : fields) {
    const auto given = values_.find(field.name());
    if (given != values_.end()) field.parse(given->second);
  }
}

std::string help_text(const std::string& usage, const std::string& description,
                      const std::vector<FlagGroup>& groups) {
  cxxopts::Options options("gan " + usage, description);
  options.custom_help("[flags]");
  std::vector<std::string> headings;
  for (const FlagGroup& group : groups) {
    headings.push_back(group.heading);
    auto add = options.add_options(group.heading);
    for (const Field& field : group.fields) {
      const std::string name = field.flag().substr(2);
      if (field.kind() == Field::Kind::boolean) {
        add(name, described(field), cxxopts::value<bool>());
        continue;
      }
      const auto value = cxxopts::value<std::string>();
      if (!field.text().empty()) value->default_value(field.text());
      add(name, described(field), value, field.value_word());
    }
  }
  headings.push_back("Help");
  options.add_options("Help")("h,help", "show this help");
  return options.help(headings);
}

std::optional<GivenFlags> read_flags(const std::string& usage, const std::string& description,
                                     const std::vector<FlagGroup>& groups,
                                     const Arguments& arguments, Arguments* positional) {
  GivenFlags flags(usage.substr(0, usage.find(' ')), groups, arguments, positional);
  if (flags.wants_help()) {
    std::cout << help_text(usage, description, groups);
    return std::nullopt;
  }
  flags.apply(all_fields(groups));
  return flags;
}

std::vector<Field> all_fields(const std::vector<FlagGroup>& groups) {
  std::vector<Field> fields;
  for (const FlagGroup& group : groups)
    fields.insert(fields.end(), group.fields.begin(), group.fields.end());
  return fields;
}

}  // namespace gan::app
