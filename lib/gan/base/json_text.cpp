#include "gan/base/json_text.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <iterator>
#include <map>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace gan {
namespace {

using nlohmann::ordered_json;

constexpr int kDeepest = 64;
constexpr std::size_t kLongestWord = 40;
constexpr const char* kWhiteSpace = " \t\r\n";

// Records how far the parser has read: its callback does not report that.
class WatchedText {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  WatchedText(const char* at, const char** reached) : at_(at), reached_(reached) {}
  reference operator*() const { return *at_; }
  WatchedText& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  bool operator!=(const WatchedText& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** reached_;
};

// What is wrong with text that is not JSON.
struct JsonComplaint {
  std::size_t at = 0;  // position of the byte that is wrong
  std::string expected, found, hint;
};

bool in_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("_.+-$").find(c) != std::string_view::npos;
}

bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

std::string quoted_word(std::string_view word) {
  if (word.size() > 1 && word.front() == '"' && word.size() <= kLongestWord)
    return std::string(word);
  return "\"" + std::string(word.substr(0, kLongestWord)) +
         (word.size() > kLongestWord ? "..." : "") + "\"";
}

// A hint on a word that is not JSON, or nothing.
std::string hint_on_word(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::string plain = lower.substr(std::min(lower.find_first_not_of("+-"), lower.size()));
  if (plain == "nan" || plain.rfind("inf", 0) == 0) return "only finite numbers are allowed";
  if (lower == "true" || lower == "false") return "write " + lower;
  if (lower == "none" || lower == "null") return "write null, or leave it out";
  if (plain.rfind("0x", 0) == 0) return "write the number in decimal";
  if (plain.empty()) return "";
  if (plain.find_first_not_of("0123456789.e+-") != std::string::npos)
    return "write it in double quotes";
  if (lower[0] == '+') return "write it without the +";
  if (plain[0] == '.') return "write 0" + plain;
  if (plain.back() == '.') return "write " + plain + "0";
  if (plain.size() > 1 && plain[0] == '0' && plain[1] != '.') return "write it without the first 0";
  return "";
}

JsonComplaint about_text(std::string_view text, std::size_t last, const std::string& message) {
  const char c = text[last];
  if (contains(message, "UTF-8")) return {last, "UTF-8", "other bytes", "save the file as UTF-8"};
  if (c == '\n' || c == '\r') return {last, "a \" where the text ends", "the end of the line", ""};
  if (c == '\t') return {last, "a text without control characters", "a tab", "write \\t"};
  if (static_cast<unsigned char>(c) < ' ')
    return {last, "a text without control characters", "one", ""};
  const std::size_t at = std::min(text.rfind('\\', last), last);
  return {at, "a valid escape sequence", quoted_word(text.substr(at, last + 1 - at)),
          "write \\\\ for a backslash"};
}

// The word or text that ends at `last`.
std::size_t token_begin(std::string_view text, std::size_t last) {
  if (text[last] == '"' && last > 0) {
    const std::size_t open = text.rfind('"', last - 1);
    if (open != std::string_view::npos) return open;
  }
  std::size_t begin = last;
  while (in_word(text[last]) && begin > 0 && in_word(text[begin - 1])) --begin;
  return begin;
}

// Why the parser stopped at byte `last` of the text, or at its end, with the error `message`.
JsonComplaint json_complaint(std::string_view text, std::size_t last, const std::string& message) {
  const std::size_t end = text.find_last_not_of(kWhiteSpace) + 1;
  if (last >= text.size())
    return {end, "the object's closing }", "the end of the file",
            "it was cut off, or a bracket or quote is missing"};
  if (contains(message, "invalid string")) return about_text(text, last, message);

  // After a number, the parser has already read the next character.
  const bool is_number =
      contains(message, "number overflow") || contains(message, "invalid number");
  if (is_number && !in_word(text[last]) && last > 0) --last;
  const std::size_t begin = token_begin(text, last);
  std::size_t word_end = begin;
  while (word_end < text.size() && in_word(text[word_end])) ++word_end;
  const std::string_view word = text.substr(begin, word_end - begin);
  const std::string found = quoted_word(word.empty() ? text.substr(begin, last + 1 - begin) : word);
  const char c = text[begin];
  const std::size_t before =
      begin > 0 ? text.find_last_not_of(kWhiteSpace, begin - 1) : std::string_view::npos;
  const char previous = before == std::string_view::npos ? '\0' : text[before];

  if (contains(message, "number overflow")) return {begin, "a number up to 1.8e308", found, ""};
  if (contains(message, "expected end of input"))
    return {begin, "one object", "more after its end: " + found, "remove the rest"};
  if (c == '/' || c == '#') return {begin, "JSON", "a comment", "JSON has no comments: remove it"};
  if (c == '\'' || c == '`' || text.substr(begin, 2) == "\xE2\x80")
    return {begin, "JSON", "a quote other than \"", "write names and texts in \"double quotes\""};
  if ((c == '}' || c == ']') && previous == ',')
    return {before, "no comma after the last entry", "one", "remove it"};
  if (!word.empty() && word != "true" && word != "false" && word != "null") {
    const std::string hint = hint_on_word(word);
    if (!hint.empty()) return {begin, "JSON", found, hint};
  }
  if (contains(message, "object separator"))
    return {begin, "a colon between name and value", found, ""};
  if (before != std::string_view::npos &&
      std::string_view(",:[{").find(previous) == std::string_view::npos)
    return {begin, "a comma between entries", found, "a comma is missing before it"};
  return {begin, "JSON", found, ""};
}

std::size_t line_of(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

std::string place_text(const std::string& where, std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const std::string_view line = before.substr(before.rfind('\n') + 1);
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  const auto column = static_cast<std::ptrdiff_t>(line.size()) + 1 -
                      std::count_if(line.begin(), line.end(), continues);
  return where + ", line " + std::to_string(line_of(text, at)) + ", column " +
         std::to_string(column);
}

// Returns the text without its byte order mark.
std::string_view checked_encoding(std::string_view text, const Error& failed) {
  const std::string utf8 = "save it as UTF-8";
  if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF")
    throw Error(failed).expected("JSON in UTF-8").found("UTF-16").hint(utf8);
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  // The parser would take a zero byte for the end of the text.
  const std::size_t zero = text.find('\0');
  if (zero != std::string_view::npos)
    throw Error(failed)
        .expected("JSON in UTF-8")
        .found("a zero byte in line " + std::to_string(line_of(text, zero)))
        .hint(utf8);
  if (text.find_first_not_of(kWhiteSpace) == std::string_view::npos)
    throw Error(failed).expected("JSON").found("an empty file").hint("write at least {}");
  return text;
}

}  // namespace

ordered_json parse_json(const std::string& text, const std::string& where, const Error& failed) {
  const Error wrong = Error(failed).at(where);
  const std::string_view json = checked_encoding(text, wrong);
  const char* reached = json.data();
  std::vector<std::map<std::string, std::size_t>> lines;  // of the names in the open objects
  const auto watch = [&](int depth, ordered_json::parse_event_t event, ordered_json& parsed) {
    const auto at = static_cast<std::size_t>(reached - json.data());
    if (depth > kDeepest)
      throw Error(wrong)
          .at(place_text(where, json, at - 1))
          .expected("at most " + std::to_string(kDeepest) + " levels of nesting")
          .found("more");
    if (event == ordered_json::parse_event_t::object_start) lines.emplace_back();
    if (event == ordered_json::parse_event_t::object_end) lines.pop_back();
    if (event != ordered_json::parse_event_t::key) return true;
    const auto name = parsed.get<std::string>();
    const std::size_t line = line_of(json, at);
    const auto [known, is_new] = lines.back().emplace(name, line);
    if (!is_new)
      throw Error(wrong)
          .expected("each name once")
          .found("\"" + name + "\" in line " + std::to_string(known->second) + " and in line " +
                 std::to_string(line))
          .hint("remove one");
    return true;
  };
  try {
    const char* const end = json.data() + json.size();
    return ordered_json::parse(WatchedText(json.data(), &reached), WatchedText(end, &reached),
                               watch);
  } catch (const ordered_json::exception& error) {
    const auto* const syntax = dynamic_cast<const ordered_json::parse_error*>(&error);
    const auto read = static_cast<std::size_t>(reached - json.data());
    const std::size_t count = syntax != nullptr ? syntax->byte : read;
    const JsonComplaint complaint = json_complaint(json, count > 0 ? count - 1 : 0, error.what());
    throw Error(wrong)
        .at(place_text(where, json, complaint.at))
        .expected(complaint.expected)
        .found(complaint.found)
        .hint(complaint.hint);
  }
}

}  // namespace gan
