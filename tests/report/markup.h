// Reading SVG and HTML strictly, as XML.
#pragma once

#include <locale>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace gan::test {

inline std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

// Text between tags or inside of quotes: no tag, and each & begins one of XML's entities.
inline bool text_is_well_formed(std::string_view text) {
  if (text.find_first_of("<>") != std::string_view::npos) return false;
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    bool known = false;
    for (const std::string_view entity : {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"})
      known = known || text.substr(at, entity.size()) == entity;
    if (!known) return false;
  }
  return true;
}

// Reads name="value" pairs, a space before each, up to the end.
inline bool attributes_are_well_formed(std::string_view text) {
  while (!text.empty()) {
    const std::size_t quote = text.find("=\"");
    if (text[0] != ' ' || quote == std::string_view::npos || quote == 1) return false;
    const std::string_view name = text.substr(1, quote - 1);
    const std::size_t end = text.find('"', quote + 2);
    if (name.find_first_of(" \"<>&") != std::string_view::npos || end == std::string_view::npos ||
        !text_is_well_formed(text.substr(quote + 2, end - quote - 2)))
      return false;
    text.remove_prefix(end + 1);
  }
  return true;
}

// Every tag that is opened is closed in its order and attributes are quoted. roots: how many
// elements stand side by side.
inline bool well_formed(std::string_view xml, std::size_t roots = 1) {
  std::vector<std::string_view> open;
  while (!xml.empty()) {
    const std::size_t start = xml.find('<'), end = xml.find('>');
    const std::string_view text = xml.substr(0, start);
    if (!text_is_well_formed(text)) return false;
    if (open.empty() && text.find_first_not_of('\n') != std::string_view::npos) return false;
    if (start == std::string_view::npos) break;
    if (end == std::string_view::npos) return false;
    std::string_view tag = xml.substr(start + 1, end - start - 1);
    xml.remove_prefix(end + 1);
    if (!tag.empty() && tag[0] == '/') {
      if (open.empty() || open.back() != tag.substr(1)) return false;
      open.pop_back();
      continue;
    }
    if (open.empty() && roots-- == 0) return false;
    const bool closed = !tag.empty() && tag.back() == '/';
    if (closed) tag.remove_suffix(1);
    const std::string_view name = tag.substr(0, tag.find(' '));
    if (name.empty() || !attributes_are_well_formed(tag.substr(name.size()))) return false;
    if (!closed) open.push_back(name);
  }
  return open.empty() && roots == 0;
}

struct Point {
  double x = 0, y = 0;
};

// The points of each shape of a series ("s0"): of "polyline" or "polygon".
inline std::vector<std::vector<Point>> shapes(const std::string& svg, const std::string& shape,
                                              const std::string& series) {
  const std::string before = series + "\" points=\"";
  std::vector<std::vector<Point>> all;
  for (std::size_t at = svg.find(before); at != std::string::npos; at = svg.find(before, at + 1)) {
    const std::size_t from = at + before.size(), tag = svg.rfind('<', at) + 1;
    if (svg.compare(tag, shape.size(), shape) != 0) continue;
    std::istringstream text(svg.substr(from, svg.find('"', from) - from));
    text.imbue(std::locale::classic());
    std::vector<Point> points;
    Point point;
    char comma = 0;
    while (text >> point.x >> comma >> point.y) points.push_back(point);
    EXPECT_TRUE(text.eof());
    all.push_back(points);
  }
  return all;
}

inline std::vector<std::vector<Point>> polylines(const std::string& svg,
                                                 const std::string& series) {
  return shapes(svg, "polyline", series);
}

}  // namespace gan::test
