#include "gan/report/charts/ticks.h"

#include <algorithm>
#include <cmath>

#include "gan/report/charts/number_text.h"

namespace gan {

Ticks nice_ticks(double low, double high, int count, bool whole) {
  const double rough = (high - low) / count;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double factor : {5.0, 2.0, 1.0})
    if (factor * power >= rough * 0.999) step = factor * power;
  if (whole) step = std::max(step, 1.0);

  Ticks ticks;
  ticks.step = step;
  // A little beyond the ends, so that rounding loses no mark; multiples rather than sums, so that
  // it does not add up; never more than asked for, even where step vanishes beside low.
  const double slack = step * 1e-9;
  const double first = std::ceil((low - slack) / step);
  for (int i = 0; i <= count + 1; ++i) {
    const double value = (first + i) * step;
    if (value <= high + slack) ticks.values.push_back(std::clamp(value, low, high));
  }
  return ticks;
}

std::string tick_text(double value, double step) {
  if (std::abs(value) < step / 2) return "0";
  const int decimals = -static_cast<int>(std::floor(std::log10(step) + 1e-9));
  if (std::abs(value) >= 1e6 || decimals > 6) {
    const int digits = static_cast<int>(std::floor(std::log10(std::abs(value)))) + decimals;
    return scientific_text(value, std::clamp(digits, 0, 15));
  }
  return fixed_text(value, std::max(decimals, 0));
}

}  // namespace gan
