// Numbers side by side, as text.
#pragma once

#include <string>
#include <vector>

#include "gan/evaluation/evaluation.h"

namespace gan::app {

using TableRows = std::vector<std::vector<std::string>>;

// Each row a line, columns two spaces apart and as wide as their widest cell: the first to the
// left, the others to the right. Rows may have fewer cells than others. Cells are cut to 40
// characters, and control characters in them become '?'.
std::string text_table(TableRows rows);

struct TableColumn {
  std::string heading;  // of up to 26 characters
  Evaluation evaluation;
};

// "12.31 (11.92 to 12.70)": four digits and the 95 % interval.
std::string measure_text(const Measure& measure);

// One line a measure, the classes' shares below; at most three columns fit in 100 characters.
std::string evaluation_table(const std::vector<TableColumn>& columns);

}  // namespace gan::app
