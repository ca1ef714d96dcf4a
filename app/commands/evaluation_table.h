// Evaluations side by side, as text.
#pragma once

#include <string>
#include <vector>

#include "gan/evaluation/evaluation.h"

namespace gan::app {

struct TableColumn {
  std::string heading;  // of up to 26 characters
  Evaluation evaluation;
};

// "12.31 (11.92 to 12.70)": four digits and the 95 % interval.
std::string measure_text(const Measure& measure);

// One line a measure, the classes' shares below; at most three columns fit in 100 characters.
std::string evaluation_table(const std::vector<TableColumn>& columns);

}  // namespace gan::app
