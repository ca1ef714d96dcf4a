#include "cli/text_table.h"

#include <algorithm>
#include <cctype>

namespace gan::app {
namespace {

constexpr std::size_t kWidest = 40;

std::string cell_text(std::string text) {
  for (char& c : text)
    if (std::iscntrl(static_cast<unsigned char>(c)) != 0) c = '?';
  // The end of a path says more than its beginning.
  if (text.size() > kWidest) text = "..." + text.substr(text.size() - kWidest + 3);
  return text;
}

}  // namespace

std::string text_table(std::vector<std::vector<std::string>> rows, std::size_t indent) {
  std::vector<std::size_t> widths;
  for (std::vector<std::string>& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = cell_text(row[i]);
      widths[i] = std::max(widths[i], row[i].size());
    }
  }
  std::string text;
  for (const std::vector<std::string>& row : rows) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string space(widths[i] - row[i].size(), ' ');
      line += i == 0 ? row[i] + space : "  " + space + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace gan::app
