#include "cli/flags.h"

#include <algorithm>
#include <functional>
#include <iostream>

// Regular expressions would take most of the time. Versions of cxxopts before 3 always use them.
#define CXXOPTS_NO_REGEX true
#include <cxxopts.hpp>

#include "gan/base/error.h"
#include "gan/base/nearest.h"
#include "gan/base/text.h"

namespace gan::app {
namespace {

// PATH_MAX: no path is longer.
constexpr std::size_t kLongestWord = 4096;
constexpr std::size_t kHelpWidth = 80;

// "images in a batch (1 to 1000000; default 200)"; the range only `with_range`.
std::string described(const Field& field, bool with_range) {
  std::vector<std::string> facts;
  const bool choices = field.kind() == Field::Kind::text && !field.range().empty();
  if (with_range && !field.range().empty() && !choices) facts.push_back(field.range());
  if (field.kind() != Field::Kind::boolean && !field.text().empty())
    facts.push_back("default " + field.text());
  if (!field.condition().empty()) facts.push_back("with " + field.condition());
  return field.help() + (facts.empty() ? "" : " (" + joined(facts, "; ") + ")");
}

bool any_advanced(const std::vector<FlagGroup>& groups) {
  const std::vector<Field> fields = all_fields(groups);
  return std::any_of(fields.begin(), fields.end(), std::mem_fn(&Field::is_advanced));
}

}  // namespace

// cxxopts only formats the help. Its errors differ from version to version, and name no similar
// flag.
GivenFlags::GivenFlags(const std::string& command, const std::vector<FlagGroup>& groups,
                       const Arguments& arguments, Arguments* positional) {
  for (const std::string& word : arguments) {
    help_ = help_ || word == "-h" || word == "--help";
    all_ = all_ || word == "--all";
  }
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

std::string GivenFlags::text_without(const std::vector<std::string>& names) const {
  std::vector<std::string> given;
  for (const auto& [name, value] : values_)
    if (std::find(names.begin(), names.end(), name) == names.end())
      given.push_back(flag_of(name) + " " + value);
  return joined(given, " ");
}

std::string help_text(const std::string& usage, const std::string& description,
                      const std::vector<FlagGroup>& groups, bool all) {
  cxxopts::Options options("gan " + usage, description);
  const bool has_more = any_advanced(groups), with_range = all || !has_more;
  options.custom_help("[flags]").set_width(kHelpWidth);
  std::vector<std::string> headings;
  for (const FlagGroup& group : groups) {
    auto add = options.add_options(group.heading);
    for (const Field& field : group.fields) {
      if (field.is_advanced() && !all) continue;
      if (headings.empty() || headings.back() != group.heading) headings.push_back(group.heading);
      const std::string name = field.flag().substr(2);
      if (field.kind() == Field::Kind::boolean)
        add(name, described(field, with_range), cxxopts::value<bool>());
      else
        add(name, described(field, with_range), cxxopts::value<std::string>(), field.value_word());
    }
  }
  headings.push_back("Help");
  auto add = options.add_options("Help");
  add("h,help", has_more ? "show this help; with --all: all flags" : "show this help");
  return options.help(headings);
}

std::optional<GivenFlags> read_flags(const std::string& usage, const std::string& description,
                                     const std::vector<FlagGroup>& groups,
                                     const Arguments& arguments, Arguments* positional) {
  GivenFlags flags(usage.substr(0, usage.find(' ')), groups, arguments, positional);
  if (flags.wants_help()) {
    std::cout << help_text(usage, description, groups, flags.wants_all());
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
