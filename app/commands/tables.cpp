#include "commands/tables.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "gan/report/charts/number_text.h"
#include "gan/report/logs/class_rows.h"

namespace gan::app {
namespace {

constexpr std::size_t kLabelWidth = 19, kColumnWidth = 27;
constexpr std::size_t kWidestCell = 40;

std::string line_of(std::string cells) {
  cells.erase(cells.find_last_not_of(' ') + 1);
  return cells + "\n";
}

// Padded with spaces, at least one.
std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width > text.size() ? width - text.size() : 1, ' ');
}

// The class shares in percent, ten classes to a line.
std::string shares_in_lines(const std::vector<TableColumn>& columns) {
  const Evaluation& first = columns.front().evaluation;
  const std::size_t classes = first.real_class_shares.size();
  constexpr std::size_t kInLine = 10, kWidth = 7;
  std::string text;
  for (std::size_t begin = 0; begin < classes; begin += kInLine) {
    const std::size_t end = std::min(classes, begin + kInLine);
    const auto line = [&](const std::string& label, const auto& cell) {
      std::string cells = padded("  " + label, kColumnWidth);
      for (std::size_t i = begin; i < end; ++i) {
        const std::string shown = cell(i);
        cells += std::string(kWidth > shown.size() ? kWidth - shown.size() : 1, ' ') + shown;
      }
      text += cells + "\n";
    };
    const auto shares = [&](const std::string& label, const std::vector<double>& values) {
      line(label, [&](std::size_t i) { return fixed_text(100 * values[i], 1); });
    };
    line("class", [](std::size_t i) { return std::to_string(i); });
    shares("reference, by its labels", first.real_class_shares);
    for (const TableColumn& column : columns)
      shares(column.heading, column.evaluation.class_shares);
  }
  return text;
}

// The class shares in percent, a line for each class.
std::string shares_in_rows(const std::vector<TableColumn>& columns,
                           const std::vector<ClassRow>& rows) {
  const std::vector<double>& real = columns.front().evaluation.real_class_shares;
  TableRows table = {{"  class", "reference"}};
  for (const TableColumn& column : columns) table.front().push_back(column.heading);
  for (const ClassRow& row : rows) {
    table.push_back({"  " + row.name, fixed_text(100 * row.share(real), 1)});
    for (const TableColumn& column : columns)
      table.back().push_back(fixed_text(100 * row.share(column.evaluation.class_shares), 1));
  }
  return text_table(table);
}

}  // namespace

std::string text_table(TableRows rows) {
  std::vector<std::size_t> widths;
  for (std::vector<std::string>& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string& cell = row[i];
      std::replace_if(
          cell.begin(), cell.end(), [](unsigned char c) { return std::iscntrl(c); }, '?');
      // The end of a path says more than its beginning.
      if (cell.size() > kWidestCell) cell = "..." + cell.substr(cell.size() - kWidestCell + 3);
      widths[i] = std::max(widths[i], cell.size());
    }
  }
  std::string text;
  for (const std::vector<std::string>& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string space(widths[i] - row[i].size(), ' ');
      line += i == 0 ? row[i] + space : "  " + space + row[i];
    }
    text += line_of(std::move(line));
  }
  return text;
}

std::string measure_text(const Measure& measure) {
  const double size = std::abs(measure.value);
  const int decimals = !(size < 1000) ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
  return fixed_text(measure.value, decimals) + " (" + fixed_text(measure.interval.low, decimals) +
         " to " + fixed_text(measure.interval.high, decimals) + ")";
}

std::string evaluation_table(const std::vector<TableColumn>& columns,
                             const std::vector<std::string>& classes) {
  std::string text;
  const auto row = [&](const std::string& label, const auto& cell) {
    std::string line = padded(label, kLabelWidth);
    for (const TableColumn& column : columns) line += padded(cell(column), kColumnWidth);
    text += line_of(std::move(line));
  };
  const auto measure = [&](const std::string& label, Measure Evaluation::*value) {
    row("  " + label,
        [&](const TableColumn& column) { return measure_text(column.evaluation.*value); });
  };
  row("", [](const TableColumn& column) { return column.heading; });
  row("images",
      [](const TableColumn& column) { return std::to_string(column.evaluation.samples); });
  text += "less is better (with 95 % intervals)\n";
  measure("Frechet distance", &Evaluation::frechet_distance);
  measure("kernel distance", &Evaluation::kernel_distance);
  const bool classes_seen = columns.front().evaluation.has_classes();
  if (classes_seen) {
    measure("class distance", &Evaluation::class_distance);
    measure("low-confidence", &Evaluation::low_confidence);
  }
  text += "more is better\n";
  if (classes_seen) measure("classifier score", &Evaluation::classifier_score);
  measure("precision", &Evaluation::precision);
  measure("recall", &Evaluation::recall);
  measure("density", &Evaluation::density);
  measure("coverage", &Evaluation::coverage);
  if (columns.front().evaluation.class_accuracy)
    row("  class accuracy", [](const TableColumn& column) {
      const std::optional<Measure>& accuracy = column.evaluation.class_accuracy;
      return accuracy ? measure_text(*accuracy) : "-";
    });
  if (classes_seen)
    row("  modes", [](const TableColumn& column) {
      const std::vector<double>& real = column.evaluation.real_class_shares;
      const auto there = std::count_if(real.begin(), real.end(), [](double s) { return s > 0; });
      return std::to_string(column.evaluation.modes) + " of " + std::to_string(there);
    });
  text += "distance from the nearest image of the reference (0: a copy)\n";
  measure("mean", &Evaluation::nearest_distance);
  row("  smallest",
      [](const TableColumn& column) { return fixed_text(column.evaluation.nearest_smallest, 3); });
  if (!classes_seen) return text;
  text += "share of each class, as the classifier sees it, in percent\n";
  const std::vector<ClassRow> rows = class_rows(columns.front().evaluation, classes);
  const bool in_lines = classes.empty() && rows.back().classes.size() == 1;
  return text + (in_lines ? shares_in_lines(columns) : shares_in_rows(columns, rows));
}

}  // namespace gan::app
