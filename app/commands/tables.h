// Tables of numbers as text.
#pragma once

#include <string>
#include <vector>

#include "gan/evaluation/evaluation.h"

namespace gan::app {

using TableRows = std::vector<std::vector<std::string>>;

// One line for each row. Columns are two spaces apart and as wide as their widest cell; the first
// is aligned left, the others right. Rows may have different numbers of cells. A longer cell keeps
// its last 37 characters behind "..."; control characters become '?'.
std::string text_table(TableRows rows);

struct TableColumn {
  std::string heading;  // of up to 26 characters
  Evaluation evaluation;
};

// "12.31 (11.92 to 12.70)": four digits and the 95 % interval.
std::string measure_text(const Measure& measure);

// One line for each measure, then the class shares. At most three columns fit in 100 characters.
// `classes`: the names of all classes, or empty.
std::string evaluation_table(const std::vector<TableColumn>& columns,
                             const std::vector<std::string>& classes);

}  // namespace gan::app
