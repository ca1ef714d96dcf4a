#include "gan/base/json_complaint.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace gan {
namespace {

constexpr std::size_t kLongestWord = 40;

bool in_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '+' ||
         c == '-' || c == '$';
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

// What a word that JSON does not know should have been, or nothing.
std::string hint_on_word(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::string plain = lower.substr(std::min(lower.find_first_not_of("+-"), lower.size()));
  if (plain == "nan" || plain.rfind("inf", 0) == 0) return "only finite numbers can be given";
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
  JsonComplaint complaint{last, "", "", ""};
  const char c = text[last];
  if (contains(message, "UTF-8")) {
    complaint.expected = "UTF-8";
    complaint.found = "other bytes";
    complaint.hint = "save the file as UTF-8";
  } else if (c == '\n' || c == '\r') {
    complaint.expected = "a \" where the text ends";
    complaint.found = "the end of the line";
  } else if (static_cast<unsigned char>(c) < ' ') {
    complaint.expected = "a text without control characters";
    complaint.found = c == '\t' ? "a tab" : "one";
    complaint.hint = c == '\t' ? "write \\t" : "";
  } else {
    complaint.at = std::min(text.rfind('\\', last), last);
    complaint.expected = "a text";
    complaint.found = quoted_word(text.substr(complaint.at, last + 1 - complaint.at)) + " in it";
    complaint.hint = "write \\\\ for a backslash";
  }
  return complaint;
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

}  // namespace

JsonComplaint json_complaint(std::string_view text, std::size_t last, const std::string& message) {
  const std::size_t end = text.find_last_not_of(" \t\r\n") + 1;
  if (last >= text.size())
    return {end, "the object's closing }", "the end of the file",
            "it was cut off, or a bracket or quote is missing"};
  if (contains(message, "invalid string")) return about_text(text, last, message);

  // Of a number, the parser has read what follows it.
  const bool behind =
      (contains(message, "number overflow") || contains(message, "invalid number")) &&
      !in_word(text[last]) && last > 0;
  if (behind) --last;
  const std::size_t begin = token_begin(text, last);
  std::size_t word_end = begin;
  while (word_end < text.size() && in_word(text[word_end])) ++word_end;
  const std::string_view word = text.substr(begin, word_end - begin);
  const std::string found =
      word.empty() ? quoted_word(text.substr(begin, last + 1 - begin)) : quoted_word(word);
  const char c = text[begin];
  const std::size_t before =
      begin > 0 ? text.find_last_not_of(" \t\r\n", begin - 1) : std::string_view::npos;
  const char previous = before == std::string_view::npos ? '\0' : text[before];

  if (contains(message, "number overflow")) return {begin, "a number up to 1.8e308", found, ""};
  if (contains(message, "expected end of input"))
    return {begin, "one object", "more behind its end: " + found, "remove the rest"};
  if (c == '/' || c == '#') return {begin, "JSON", "a comment", "JSON has none: remove it"};
  if (c == '\'' || c == '`' || text.substr(begin, 2) == "\xE2\x80")
    return {begin, "JSON", "another quote than \"", "names and texts stand in \"double quotes\""};
  if ((c == '}' || c == ']') && previous == ',')
    return {before, "no comma behind the last entry", "one", "remove it"};
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

}  // namespace gan
