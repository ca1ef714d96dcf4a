#include "cli/flags.h"

#include <algorithm>
#include <set>

// Its own reader of words instead of regular expressions, which recurse once for each character and
// take most of the time. Versions before 3 know no other way.
#define CXXOPTS_NO_REGEX true
#include <cxxopts.hpp>

#include "gan/base/error.h"
#include "gan/base/nearest.h"

namespace gan::app {
namespace {

// No path is longer, and a regular expression would take much of the stack.
constexpr std::size_t kLongestWord = 4096;

std::string described(const Field& field) {
  const bool choices = field.kind() == Field::Kind::text && !field.range().empty();
  return field.help() + (field.range().empty() || choices ? "" : " (" + field.range() + ")") +
         (field.condition().empty() ? "" : " (with " + field.condition() + ")");
}

cxxopts::Options make_options(const std::string& command, const std::string& description,
                              const std::vector<FlagGroup>& groups) {
  cxxopts::Options options("gan " + command, description);
  options.custom_help("[flags]");
  for (const FlagGroup& group : groups) {
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
  options.add_options("Help")("h,help", "show this help");
  return options;
}

// The fields whose flags are among the words, each once. cxxopts says only that an option is
// unknown, and says it differently from version to version.
std::vector<Field> check_words(const std::vector<Field>& fields, const std::string& command,
                               const std::vector<std::string>& arguments) {
  std::vector<std::string> known = {"--help"};
  for (const Field& field : fields) known.push_back(field.flag());
  std::set<std::string> given;
  const Error wrong = Error::usage("reading the flags of gan " + command);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word.size() > kLongestWord)
      throw Error(wrong)
          .at(word.substr(0, std::min<std::size_t>(word.find('='), 40)))
          .expected("at most " + std::to_string(kLongestWord) + " characters")
          .found(std::to_string(word.size()));
    if (word == "-h" || word == "--help") continue;
    const std::string flag = word.substr(0, word.find('='));
    const auto field = std::find_if(fields.begin(), fields.end(),
                                    [&](const Field& f) { return f.flag() == flag; });
    if (field == fields.end()) {
      const bool is_flag = word.size() > 1 && word[0] == '-';
      const std::string meant = did_you_mean(flag, known);
      throw Error(wrong)
          .expected(is_flag ? "a known flag" : "a flag")
          .found("\"" + word + "\"")
          .hint(meant.empty() ? "gan help " + command + " lists them" : meant);
    }
    given.insert(flag);
    if (field->kind() == Field::Kind::boolean) {
      if (word != flag) throw Error(wrong).at(flag).expected("no value").found("\"" + word + "\"");
      continue;
    }
    if (word == flag + "=") throw Error(wrong).at(flag).expected("a value").found("an empty one");
    if (word != flag) continue;
    const bool last = ++i == arguments.size();
    if (last || arguments[i].rfind("--", 0) == 0)
      throw Error(wrong)
          .at(flag)
          .expected("a value (" + field->value_word() + ")")
          .found(last ? "none" : "\"" + arguments[i] + "\"");
    if (arguments[i].empty()) throw Error(wrong).at(flag).expected("a value").found("an empty one");
  }
  std::vector<Field> named;
  for (const Field& field : fields)
    if (given.count(field.flag()) != 0) named.push_back(field);
  return named;
}

}  // namespace

GivenFlags::GivenFlags(const std::string& command, const std::vector<FlagGroup>& groups,
                       const std::vector<std::string>& arguments) {
  const std::vector<Field> fields = all_fields(groups);
  for (const std::string& word : arguments) help_ = help_ || word == "-h" || word == "--help";
  if (help_) return;
  const std::vector<Field> named = check_words(fields, command, arguments);

  std::vector<std::string> words = arguments;
  words.insert(words.begin(), "gan");
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  int count = static_cast<int>(words.size());
  char** vector = pointers.data();
  cxxopts::Options options("gan " + command, "");
  auto add = options.add_options();
  for (const Field& field : named)
    add(field.flag().substr(2), "",
        field.kind() == Field::Kind::boolean
            ? std::static_pointer_cast<cxxopts::Value>(cxxopts::value<bool>())
            : cxxopts::value<std::string>());
  try {
    const auto result = options.parse(count, vector);
    for (const Field& field : named) {
      const std::string name = field.flag().substr(2);
      values_[field.name()] = field.kind() == Field::Kind::boolean
                                  ? (result[name].as<bool>() ? "true" : "false")
                                  : result[name].as<std::string>();
    }
  } catch (const std::exception& error) {
    throw Error::usage("reading the flags of gan " + command).found(error.what());
  }
}

void GivenFlags::apply(const std::vector<Field>& fields) const {
  for (Field field : fields) {
    const auto given = values_.find(field.name());
    if (given != values_.end()) field.parse(given->second);
  }
}

std::string help_text(const std::string& command, const std::string& description,
                      const std::vector<FlagGroup>& groups) {
  std::vector<std::string> headings;
  for (const FlagGroup& group : groups) headings.push_back(group.heading);
  headings.push_back("Help");
  return make_options(command, description, groups).help(headings);
}

std::vector<Field> all_fields(const std::vector<FlagGroup>& groups) {
  std::vector<Field> fields;
  for (const FlagGroup& group : groups)
    fields.insert(fields.end(), group.fields.begin(), group.fields.end());
  return fields;
}

}  // namespace gan::app
