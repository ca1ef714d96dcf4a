// Numbers as text with '.' as decimal point, whatever the locale.
#pragma once

#include <string>

namespace gan {

// The fewest digits that read back as the same value ("0.1", "1e-07"); "nan", "inf" or "-inf" if
// the value is not finite.
std::string shortest_text(double value);
std::string shortest_text(float value);

// This many decimals (0 to 30); "nan", "inf" or "-inf" if the value is not finite.
std::string fixed_text(double value, int decimals);

// One digit before the point and this many (0 to 30) after it, with a short exponent: "1.5e7".
std::string scientific_text(double value, int decimals);

// A loss for display: three decimals; "1.23e4" from 10,000 on.
std::string loss_text(double loss);

// "4:05"; "1:23:45" from an hour on; "-:--" if it is NaN, negative or above a year.
std::string duration_text(double seconds);

}  // namespace gan
