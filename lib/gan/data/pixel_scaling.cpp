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
constexpr double kFewGrays = 16;      // more of them, and they are bytes
constexpr double kRounding = 0.001;   // of a range, which needs no word
constexpr double kOvershoot = 0.25;   // of a range, which a filter may leave
constexpr double kMostFar = 0.005;    // share of the numbers that are further out
constexpr double kMostBeyond = 0.02;  // mean distance from the range, as a share of it
constexpr double kBulk = 0.01;        // share of the numbers that decides

double span_of(PixelRange range) {
  return range.white - range.black;
}

// Numbers with what is asked about them as a whole.
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
  // Share of the numbers that lie out by more than this.
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

// The range that the bulk of the numbers has, be there others beyond or not.
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
  // Whole numbers are not the work of a filter.
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
  return " (" + percent.str() + " % of the pixels beyond it, from " + words_of(pixels.extremes()) +
         ", were cut off)";
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
        .hint(asked.flag + " says what black and white are");
  std::optional<PixelRange> range = asked.given ? asked.given : found_range(pixels);
  const bool supposed =
      !range && asked.supposed && pixels.share_beyond(*asked.supposed, kRounding) == 0;
  if (supposed) range = asked.supposed;
  if (!range)
    throw wrong.expected("pixels from -1 to 1, 0 to 1 or 0 to 255")
        .found("pixels from " + words_of(extremes) + ", not spread as in any of these")
        .hint("say what black and white are: " + asked.flag + " BLACK,WHITE, such as " +
              name_of(extremes));
  KnownPixelRange known{*range, "pixel range " + words_of(*range), ""};
  known.facts += asked.given ? ", given" : supposed ? ", supposed" : ", found";
  known.facts += cut_text(pixels, *range);
  const bool dark = extremes.white < range->white - span_of(*range) / 4;
  if (!asked.given && (supposed || dark))
    known.warning = where + ": the pixels, from " + words_of(extremes) + ", were taken as " +
                    words_of(*range) + (dark ? ", in which none is bright" : "") +
                    "; if black and white are others, give " + asked.flag + " BLACK,WHITE";
  return known;
}

at::Tensor scale_pixels(const at::Tensor& numbers, PixelRange range) {
  const double middle = (range.black + range.white) / 2, reach = span_of(range) / 2;
  return numbers.to(at::kFloat).sub(middle).div_(reach).clamp_(-1, 1);
}

}  // namespace gan
