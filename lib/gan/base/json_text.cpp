#include "gan/base/json_text.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <iterator>
#include <map>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "gan/base/json_complaint.h"

namespace gan {
namespace {

using nlohmann::ordered_json;

constexpr int kDeepest = 64;

// Tells how far the parser has read, which its callback does not.
class WatchedText {
 public:
  using iterator_category = std::forward_iterator_tag;
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
  WatchedText operator++(int) {
    const WatchedText before = *this;
    ++*this;
    return before;
  }
  bool operator==(const WatchedText& other) const { return at_ == other.at_; }
  bool operator!=(const WatchedText& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** reached_;
};

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

// Without the mark.
std::string_view checked_encoding(std::string_view text, const Error& failed) {
  const std::string utf8 = "save it as UTF-8";
  if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF")
    throw Error(failed).expected("JSON in UTF-8").found("UTF-16").hint(utf8);
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  // The parser would take one for the end.
  const std::size_t zero = text.find('\0');
  if (zero != std::string_view::npos)
    throw Error(failed)
        .expected("JSON in UTF-8")
        .found("a zero byte in line " + std::to_string(line_of(text, zero)))
        .hint(utf8);
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    throw Error(failed).expected("JSON").found("an empty file").hint("{} is the shortest");
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
          .expected("at most " + std::to_string(kDeepest) + " levels")
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
