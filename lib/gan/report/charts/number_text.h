// Numbers as text with '.' as decimal point, whatever the locale.
#pragma once

#include <string>

namespace gan {

// The fewest digits that read back as the same value ("0.1", "1e-07"); "nan", "inf" or "-inf" where
// it is not finite.
std::string shortest_text(double value);
std::string shortest_text(float value);

// With this many digits (0 to 30) behind the point; "nan", "inf" or "-inf" where it is not finite.
std::string fixed_text(double value, int decimals);

// One digit before the point and this many (0 to 30) behind it, with a short exponent: "1.5e7".
std::string scientific_text(double value, int decimals);

// A loss to look at: three decimals, from 10,000 on "1.23e4".
std::string loss_text(double loss);

// "4:05", from an hour on "1:23:45"; "-:--" where it is not a number, negative or above a year.
std::string duration_text(double seconds);

}  // namespace gan
