#include "gan/report/logs/class_rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gan {
namespace {

constexpr std::size_t most_rows = 20;

}  // namespace

double ClassRow::share(const std::vector<double>& shares) const {
  double sum = 0;
  for (const std::size_t each : classes)
    if (each < shares.size()) sum += shares[each];
  return sum;
}

std::vector<ClassRow> class_rows(const Evaluation& evaluation,
                                 const std::vector<std::string>& names) {
  std::vector<std::size_t> classes(evaluation.class_shares.size());
  std::iota(classes.begin(), classes.end(), 0);
  const auto deviation = [&](std::size_t each) {
    const ClassRow row{"", {each}};
    return std::abs(row.share(evaluation.class_shares) - row.share(evaluation.real_class_shares));
  };
  std::vector<std::size_t> others;
  if (classes.size() > most_rows) {
    std::stable_sort(classes.begin(), classes.end(),
                     [&](std::size_t a, std::size_t b) { return deviation(a) > deviation(b); });
    others.assign(classes.begin() + most_rows, classes.end());
    classes.resize(most_rows);
    std::sort(classes.begin(), classes.end());
  }
  std::vector<ClassRow> rows;
  for (const std::size_t each : classes)
    rows.push_back({each < names.size() ? names[each] : std::to_string(each), {each}});
  if (!others.empty()) rows.push_back({std::to_string(others.size()) + " others", others});
  return rows;
}

}  // namespace gan
