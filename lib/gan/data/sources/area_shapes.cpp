#include "gan/data/sources/area_shapes.h"

namespace gan {
namespace {

constexpr bool kCurved = true, kStraight = false;

Stroke circle(int radius) {
  Stroke stroke{kCurved,
                {{1000, 0},
                 {866, 500},
                 {500, 866},
                 {0, 1000},
                 {-500, 866},
                 {-866, 500},
                 {-1000, 0},
                 {-866, -500},
                 {-500, -866},
                 {0, -1000},
                 {500, -866},
                 {866, -500},
                 {1000, 0}}};
  for (ShapePoint& p : stroke.points) p = {p.x * radius / 1000, p.y * radius / 1000};
  return stroke;
}

Stroke mirrored(Stroke stroke) {
  for (ShapePoint& p : stroke.points) p.x = -p.x;
  return stroke;
}

Stroke half_heart() {
  return {kCurved,
          {{0, -440}, {170, -730}, {500, -840}, {830, -550}, {850, -130}, {520, 400}, {0, 950}}};
}

Stroke outer_crescent() {
  return {kCurved,
          {{643, -766},
           {242, -970},
           {-208, -978},
           {-616, -788},
           {-899, -438},
           {-1000, 0},
           {-899, 438},
           {-616, 788},
           {-208, 978},
           {242, 970},
           {643, 766}}};
}

Stroke inner_crescent() {
  return {kCurved,
          {{643, -766},
           {287, -773},
           {-35, -623},
           {-260, -346},
           {-340, 0},
           {-260, 346},
           {-35, 623},
           {287, 773},
           {643, 766}}};
}

Stroke cross() {
  return {kStraight,
          {{300, -954},
           {300, -300},
           {954, -300},
           {954, 300},
           {300, 300},
           {300, 954},
           {-300, 954},
           {-300, 300},
           {-954, 300},
           {-954, -300},
           {-300, -300},
           {-300, -954},
           {300, -954}}};
}

Stroke square() {
  return {kStraight, {{707, 707}, {-707, 707}, {-707, -707}, {707, -707}, {707, 707}}};
}

Stroke star() {
  return {kStraight,
          {{0, -1000},
           {247, -340},
           {951, -309},
           {399, 130},
           {588, 809},
           {0, 420},
           {-588, 809},
           {-399, 130},
           {-951, -309},
           {-247, -340},
           {0, -1000}}};
}

Stroke triangle() {
  return {kStraight, {{0, -1000}, {866, 500}, {-866, 500}, {0, -1000}}};
}

}  // namespace

const std::vector<AreaShape>& area_shapes() {
  static const std::vector<AreaShape> shapes = {{"circle", {circle(kAreaRadius)}},
                                                {"crescent", {outer_crescent(), inner_crescent()}},
                                                {"cross", {cross()}},
                                                {"heart", {half_heart(), mirrored(half_heart())}},
                                                {"ring", {circle(kAreaRadius), circle(560)}},
                                                {"square", {square()}},
                                                {"star", {star()}},
                                                {"triangle", {triangle()}}};
  return shapes;
}

}  // namespace gan
