// Round numbers for an axis.
#pragma once

#include <string>
#include <vector>

namespace gan {

// An axis from low to high with a mark at each multiple of step that lies on it.
struct Ticks {
  double step = 1;
  std::vector<double> values;  // ascending, in [low, high]
};

// About count (at least 2) marks whose step is 1, 2 or 5 times a power of ten, and with whole set,
// a whole number. low and high: finite, below 1e30 in size, low < high.
Ticks nice_ticks(double low, double high, int count, bool whole = false);

// A mark as text, with as many decimals as its step needs; with an exponent from a million on and
// below a millionth.
std::string tick_text(double value, double step);

}  // namespace gan
