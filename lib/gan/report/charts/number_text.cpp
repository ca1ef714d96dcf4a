#include "gan/report/charts/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace gan {
namespace {

constexpr int max_decimals = 30;

template <typename Number, typename... Arguments>
std::string to_text(Number value, Arguments... arguments) {
  if (std::isnan(value)) return "nan";  // to_chars would show its sign
  // The longest: all digits of the greatest double before the point, the decimals behind it.
  std::array<char, std::numeric_limits<double>::max_exponent10 + max_decimals + 8> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, arguments...).ptr;
  return std::string(text.data(), end);
}

}  // namespace

std::string shortest_text(double value) {
  return to_text(value);
}

std::string shortest_text(float value) {
  return to_text(value);
}

std::string fixed_text(double value, int decimals) {
  return to_text(value, std::chars_format::fixed, std::clamp(decimals, 0, max_decimals));
}

std::string scientific_text(double value, int decimals) {
  std::string text =
      to_text(value, std::chars_format::scientific, std::clamp(decimals, 0, max_decimals));
  const std::size_t exponent = text.find('e');
  if (exponent == std::string::npos) return text;
  // "e+07" to "e7", "e-07" to "e-7".
  if (text[exponent + 2] == '0') text.erase(exponent + 2, 1);
  if (text[exponent + 1] == '+') text.erase(exponent + 1, 1);
  return text;
}

std::string loss_text(double loss) {
  return std::abs(loss) < 1e4 ? fixed_text(loss, 3) : scientific_text(loss, 2);
}

std::string duration_text(double seconds) {
  constexpr double year = 366.0 * 24 * 3600;
  if (!(seconds >= 0 && seconds <= year)) return "-:--";
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  const auto two_digits = [](std::int64_t value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
  };
  const std::int64_t hours = whole / 3600, minutes = whole / 60 % 60;
  return (hours > 0 ? std::to_string(hours) + ':' + two_digits(minutes) : std::to_string(minutes)) +
         ':' + two_digits(whole % 60);
}

}  // namespace gan
