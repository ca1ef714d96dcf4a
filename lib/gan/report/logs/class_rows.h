// The classes of an evaluation, as rows of a table of shares.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gan/evaluation/measures/measures.h"

namespace gan {

struct ClassRow {
  std::string name;  // the class's, or its number; "80 others"
  std::vector<std::size_t> classes;

  // Of all its classes.
  double share(const std::vector<double>& shares) const;
};

// One for each class; of more than 20, for those whose share of the samples is furthest from that
// of the real images, and a last one for all others. `names`: of all classes, or empty.
std::vector<ClassRow> class_rows(const Evaluation& evaluation,
                                 const std::vector<std::string>& names);

}  // namespace gan
