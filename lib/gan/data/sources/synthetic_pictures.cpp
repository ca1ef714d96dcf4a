#include "gan/data/sources/synthetic_pictures.h"

#include <array>

#include "gan/base/error.h"
#include "gan/base/split_mix.h"
#include "gan/data/sources/area_shapes.h"
#include "gan/data/sources/digit_drawing.h"
#include "gan/data/sources/stroke_drawing.h"

namespace gan {
namespace {

constexpr std::int64_t kDigits = 10;

using Colour = std::array<std::int64_t, 3>;  // red, green and blue, 0 to 255

constexpr std::int64_t kHues = 1536;  // around the circle from red over green and blue

Colour pure_colour(std::int64_t hue) {
  const std::int64_t rising = hue % 256, falling = 255 - rising;
  switch (hue / 256) {
    case 0:
      return {255, rising, 0};
    case 1:
      return {falling, 255, 0};
    case 2:
      return {0, 255, rising};
    case 3:
      return {0, falling, 255};
    case 4:
      return {rising, 0, 255};
    default:
      return {255, 0, falling};
  }
}

// The weights of ITU-R 601.
std::int64_t luma_of(const Colour& colour) {
  return (299 * colour[0] + 587 * colour[1] + 114 * colour[2]) / 1000;
}

// The hue darkened or lightened to that luma, then mixed with grey: `purity` is from 0 to 256.
Colour colour_of(std::int64_t hue, std::int64_t luma, std::int64_t purity) {
  Colour colour = pure_colour(hue);
  const std::int64_t before = luma_of(colour);
  for (std::int64_t& c : colour) {
    c = luma <= before ? c * luma / before : c + (255 - c) * (luma - before) / (255 - before);
    c = (c * purity + luma * (256 - purity)) / 256;
  }
  return colour;
}

// Two colours of similar hue, at the ends of a line through the middle.
class Grading {
 public:
  Grading(std::int64_t least_luma, std::int64_t most_luma, std::int64_t side, SplitMix& random)
      : side_(side) {
    const std::int64_t hue = random.between(0, kHues - 1);
    const std::int64_t other = (hue + kHues + random.between(-kHues / 8, kHues / 8)) % kHues;
    const std::int64_t purity = random.between(120, 256);
    from_ = colour_of(hue, random.between(least_luma, most_luma), purity);
    to_ = colour_of(other, random.between(least_luma, most_luma), purity);
    direction_ = turned({1000, 0}, random.between(-1000, 1000));
  }

  Colour at(std::int64_t x, std::int64_t y) const {
    const std::int64_t along =
        (2 * x + 1 - side_) * direction_.x + (2 * y + 1 - side_) * direction_.y;
    const std::int64_t mix = 512 + along * 512 / (1415 * side_);  // 1415 is above 1000 * sqrt(2)
    Colour colour{};
    for (std::size_t c = 0; c < 3; ++c) colour[c] = (from_[c] * (1024 - mix) + to_[c] * mix) / 1024;
    return colour;
  }

 private:
  std::int64_t side_;
  Colour from_{}, to_{};
  PlanePoint direction_{};
};

// Turned by up to a right angle, as a whole within the picture.
void draw_area(const AreaShape& shape, std::int64_t side, SplitMix& random, std::uint8_t* pixels) {
  const std::int64_t units = side * kPixelUnits;
  const std::int64_t radius = units * random.between(260, 440) / 1000;
  const std::int64_t t = random.between(-1000, 1000);
  const std::int64_t reach = units / 2 - radius - kPixelUnits / 2;
  const PlanePoint centre{units / 2 + random.between(-reach, reach),
                          units / 2 + random.between(-reach, reach)};
  std::vector<PlaneLine> lines;
  for (const Stroke& stroke : shape.outline) {
    PlaneLine line;
    for (const ShapePoint& p : stroke.points) {
      const PlanePoint around = turned({p.x * radius / kAreaRadius, p.y * radius / kAreaRadius}, t);
      line.push_back({centre.x + around.x, centre.y + around.y});
    }
    lines.push_back(stroke.curved ? curve_through(line, 8) : line);
  }
  fill_area(lines, side, pixels);
}

}  // namespace

std::vector<std::string> SyntheticPictures::classes() const {
  std::vector<std::string> names;
  if (kind == Kind::digits)
    for (int digit = 0; digit < kDigits; ++digit) names.push_back(std::to_string(digit));
  else
    for (const AreaShape& shape : area_shapes()) names.push_back(shape.name);
  return names;
}

std::size_t SyntheticPictures::class_of(std::int64_t i) const {
  const std::size_t classes = kind == Kind::digits ? kDigits : area_shapes().size();
  return static_cast<std::size_t>(i) % classes;
}

Image SyntheticPictures::draw(std::int64_t i) const {
  if (side < kSmallestSide || side > kLargestSide)
    throw Error("drawing a picture")
        .expected("a side from " + std::to_string(kSmallestSide) + " to " +
                  std::to_string(kLargestSide))
        .found(std::to_string(side));
  SplitMix random(seed, static_cast<std::uint64_t>(i));
  std::vector<std::uint8_t> coverage(static_cast<std::size_t>(side * side));
  if (kind == Kind::digits)
    draw_digit(static_cast<int>(class_of(i)), side, random, coverage.data());
  else
    draw_area(area_shapes()[class_of(i)], side, random, coverage.data());
  const bool dark_ground = random.between(0, 1) == 1;
  const Grading dark(15, 95, side, random), bright(165, 245, side, random);
  const Grading &ground = dark_ground ? dark : bright, &figure = dark_ground ? bright : dark;
  Image picture(side, side, 0, 3);
  auto next = coverage.begin();
  for (std::int64_t y = 0; y < side; ++y)
    for (std::int64_t x = 0; x < side; ++x) {
      const std::int64_t covered = *next++;
      const Colour below = ground.at(x, y), above = figure.at(x, y);
      for (std::size_t c = 0; c < 3; ++c)
        picture.at(x, y, c) = static_cast<std::uint8_t>(
            (below[c] * (255 - covered) + above[c] * covered + 127) / 255);
    }
  return picture;
}

}  // namespace gan
