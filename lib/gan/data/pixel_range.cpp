#include "gan/data/pixel_range.h"

#include <ATen/Functions.h>

#include "gan/base/error.h"

namespace gan {
namespace {

constexpr const char* kRangeHint =
    "--pixel-range says what black and white are: -1,1 or 0,1 or 0,255";

struct Ends {
  double low, high;
};

Ends ends_of(PixelRange range) {
  switch (range) {
    case PixelRange::minus_one_to_one:
      return {-1, 1};
    case PixelRange::zero_to_one:
      return {0, 1};
    default:
      return {0, 255};
  }
}

// `automatic` where it is none of them.
PixelRange guess(double least, double most) {
  constexpr double kRounding = 0.001, kFewGrays = 16;
  const bool negative = least < -kRounding;
  if (most <= 1 + kRounding)
    return negative ? PixelRange::minus_one_to_one : PixelRange::zero_to_one;
  return most >= kFewGrays ? PixelRange::zero_to_255 : PixelRange::automatic;
}

std::string text_of(double number) {
  std::string text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

const char* name_of(PixelRange range) {
  switch (range) {
    case PixelRange::automatic:
      return "auto";
    case PixelRange::minus_one_to_one:
      return "-1,1";
    case PixelRange::zero_to_one:
      return "0,1";
    default:
      return "0,255";
  }
}

ScaledPixels scale_pixels(const at::Tensor& numbers, PixelRange range, const std::string& where) {
  const Error wrong = Error("reading images").at(where);
  if (!numbers.isfinite().all().item<bool>())
    throw Error(wrong).expected("finite pixels").found("NaN or infinity");
  const auto least = numbers.min().item<double>(), most = numbers.max().item<double>();
  if (range == PixelRange::automatic) range = guess(least, most);
  if (range == PixelRange::automatic)
    throw Error(wrong)
        .expected("pixels from -1 to 1, 0 to 1 or 0 to 255")
        .found("from " + text_of(least) + " to " + text_of(most))
        .hint(kRangeHint);
  const auto [low, high] = ends_of(range);
  const double slack = (high - low) / 1000;
  if (least < low - slack || most > high + slack)
    throw Error(wrong)
        .expected("pixels from " + text_of(low) + " to " + text_of(high))
        .found(text_of(least < low - slack ? least : most))
        .hint(kRangeHint);
  const double middle = (low + high) / 2, reach = (high - low) / 2;
  return {numbers.sub(middle).div_(reach).clamp_(-1, 1), range};
}

}  // namespace gan
