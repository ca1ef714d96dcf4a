#include "gan/data/pixel_scaling.h"

#include <algorithm>
#include <cmath>
#include <locale>
#include <optional>
#include <sstream>

#include <ATen/Functions.h>

#include "gan/base/error.h"

namespace gan {
namespace {

constexpr PixelRange kBytes{0, 255}, kSigned{-1, 1}, kUnit{0, 1}, kCentred{-0.5, 0.5};
constexpr double kFewGrays = 16;      // pixels above it are bytes
constexpr double kRounding = 0.001;   // share of a range; less is not reported
constexpr double kOvershoot = 0.25;   // share of a range, by which a filter may leave it
constexpr double kMostFar = 0.005;    // largest share of the numbers further out than that
constexpr double kMostBeyond = 0.02;  // largest mean distance from the range, as a share of it
constexpr double kBulk = 0.01;        // share of the numbers that decides about a range

double span_of(PixelRange range) {
  return range.white - range.black;
}

// Statistics of all numbers.
class Pixels {
 public:
  explicit Pixels(const at::Tensor& numbers) : numbers_(numbers) {
    const auto ends = at::aminmax(numbers);
    extremes_ = {std::get<0>(ends).item<double>(), std::get<1>(ends).item<double>()};
  }

  PixelRange extremes() const { return extremes_; }
  bool of_whole_type() const { return !numbers_.is_floating_point(); }
  bool all_whole() const {
    return of_whole_type() || numbers_.eq(numbers_.round()).all().item<bool>();
  }
  double share_above(double bound) const {
    return extremes_.white > bound ? share(numbers_.gt(bound)) : 0;
  }
  double share_below(double bound) const {
    return extremes_.black < bound ? share(numbers_.lt(bound)) : 0;
  }
  // Share of the numbers that lie outside the range by more than `slack`.
  double share_beyond(PixelRange range, double slack) const {
    return share_below(range.black - slack) + share_above(range.white + slack);
  }
  double mean_distance(PixelRange range) const {
    if (extremes_.black >= range.black && extremes_.white <= range.white) return 0;
    const at::Tensor inside = numbers_.clamp(range.black, range.white);
    return numbers_.sub(inside).abs_().mean(at::kDouble).item<double>();
  }

 private:
  double share(const at::Tensor& chosen) const {
    return static_cast<double>(chosen.sum().item<std::int64_t>()) /
           static_cast<double>(numbers_.numel());
  }

  const at::Tensor& numbers_;
  PixelRange extremes_;
};

bool fits_by_far(const Pixels& pixels, PixelRange range) {
  return pixels.share_beyond(range, kOvershoot * span_of(range)) <= kMostFar;
}

// The range of the bulk of the numbers; some may lie outside it.
PixelRange likeliest(const Pixels& pixels) {
  const auto [least, most] = pixels.extremes();
  if (most > kFewGrays && (pixels.of_whole_type() || pixels.share_above(kFewGrays) >= kBulk))
    return kBytes;
  const bool few_grays = most == 3 || most == 7 || most == 15 || most == kFewGrays;
  if (few_grays && least >= 0 && pixels.all_whole()) return {0, most};
  if (std::abs(least - kCentred.black) <= kRounding && std::abs(most - kCentred.white) <= kRounding)
    return kCentred;
  return pixels.share_below(-kOvershoot) >= kBulk ? kSigned : kUnit;
}

std::optional<PixelRange> found_range(const Pixels& pixels) {
  const PixelRange range = likeliest(pixels);
  // Filters, which may leave the range, do not make whole numbers.
  const bool odd = pixels.of_whole_type() && pixels.share_beyond(range, 0) > 0;
  if (odd || !fits_by_far(pixels, range) ||
      pixels.mean_distance(range) > kMostBeyond * span_of(range))
    return std::nullopt;
  return range;
}

std::string cut_text(const Pixels& pixels, PixelRange range) {
  const double share = pixels.share_beyond(range, kRounding * span_of(range));
  if (share == 0) return "";
  std::ostringstream percent;
  percent.imbue(std::locale::classic());
  percent << std::max(0.01, std::round(share * 1e4) / 100);
  return " (" + percent.str() + " % of the pixels are outside it, from " +
         words_of(pixels.extremes()) + ", and were clipped)";
}

}  // namespace

KnownPixelRange find_pixel_range(const at::Tensor& numbers, const AskedPixelRange& asked,
                                 const std::string& where) {
  Error wrong = Error("reading images").at(where);
  if (numbers.is_floating_point() && !numbers.isfinite().all().item<bool>())
    throw wrong.expected("finite pixels").found("NaN or infinity");
  const Pixels pixels(numbers);
  const PixelRange extremes = pixels.extremes();
  if (asked.given && !fits_by_far(pixels, *asked.given))
    throw wrong.expected("pixels from " + words_of(*asked.given))
        .found("pixels from " + words_of(extremes))
        .hint(asked.flag + " gives the values of black and white");
  std::optional<PixelRange> range = asked.given ? asked.given : found_range(pixels);
  const bool supposed =
      !range && asked.supposed && pixels.share_beyond(*asked.supposed, kRounding) == 0;
  if (supposed) range = asked.supposed;
  if (!range)
    throw wrong.expected("pixels from -1 to 1, 0 to 1 or 0 to 255")
        .found("pixels from " + words_of(extremes) + ", which match none of these ranges")
        .hint("give the values of black and white: " + asked.flag + " BLACK,WHITE, such as " +
              name_of(extremes));
  KnownPixelRange known{*range, "pixel range " + words_of(*range), ""};
  known.facts += asked.given ? ", given" : supposed ? ", assumed" : ", found";
  known.facts += cut_text(pixels, *range);
  const bool dark = extremes.white < range->white - span_of(*range) / 4;
  if (!asked.given && (supposed || dark))
    known.warning = where + ": pixels from " + words_of(extremes) + " were read as " +
                    words_of(*range) + (dark ? ", where none is bright" : "") +
                    "; if black and white have other values, give " + asked.flag + " BLACK,WHITE";
  return known;
}

at::Tensor scale_pixels(const at::Tensor& numbers, PixelRange range) {
  const double middle = (range.black + range.white) / 2, reach = span_of(range) / 2;
  return numbers.to(at::kFloat).sub(middle).div_(reach).clamp_(-1, 1);
}

}  // namespace gan
