#include "gan/data/sources/digit_shapes.h"

#include <array>
#include <locale>
#include <sstream>

namespace gan {
namespace {

// The points are written as in SVG: "x,y x,y ...".
Stroke stroke(bool curved, const char* points) {
  Stroke result{curved, {}};
  std::istringstream stream(points);
  stream.imbue(std::locale::classic());
  char comma = ',';
  for (ShapePoint p{}; stream >> p.x >> comma >> p.y;) result.points.push_back(p);
  return result;
}

Stroke curve(const char* points) {
  return stroke(true, points);
}

Stroke line(const char* points) {
  return stroke(false, points);
}

}  // namespace

const std::vector<Shape>& digit_shapes(int digit) {
  static const std::array<std::vector<Shape>, 10> shapes = {{
      // 0: closed, open at the top, and with ends that cross
      {{curve("30,0 9,18 2,52 11,86 31,100 50,84 58,48 49,14 30,0")},
       {curve("40,4 20,6 5,32 4,70 20,97 43,92 57,62 55,26 44,6 32,0")},
       {curve("46,16 36,0 16,12 3,48 10,88 32,100 53,76 56,36 42,8 24,4")}},
      // 1: a bar, a bar with a flag, and one with a foot
      {{line("30,0 30,100")},
       {curve("33,0 31,50 28,100")},
       {line("13,24 32,0 32,100")},
       {line("14,22 31,0 31,100"), line("10,100 52,100")}},
      // 2: with a straight foot, with a loop, and with a waved foot
      {{curve("5,24 16,4 38,1 54,20 46,48 24,76 4,98"), line("4,98 58,97")},
       {curve("7,18 24,1 46,8 50,32 38,60 20,88 6,97 2,84 16,78 36,90 60,96")},
       {curve("2,16 26,0 50,14 46,42 26,70 6,92"), curve("6,92 22,86 40,96 60,90")}},
      // 3: two bowls that meet in a point, in a small loop, and with a flat top
      {{curve("6,12 24,0 46,6 48,28 22,46"), curve("22,46 48,54 56,76 38,98 4,92")},
       {curve("4,8 30,0 50,16 40,40 22,48 20,42 34,44 54,62 48,92 24,100 2,90")},
       {line("6,2 52,2 26,40"), curve("26,40 50,48 57,72 38,98 4,92")}},
      // 4: open, closed, and open with a curved start
      {{line("12,2 6,54 60,52"), line("46,8 42,100")},
       {line("42,0 2,66 62,66"), line("42,0 42,100")},
       {curve("8,2 4,34 14,52 34,52 52,42"), curve("54,4 52,42 46,100")}},
      // 5: with the top drawn last, in one angular pull, and with a slim bowl
      {{line("54,2 16,2 11,42"), curve("11,42 34,36 56,54 52,84 28,100 3,90")},
       {line("16,4 12,46"), curve("12,46 40,44 55,68 38,96 4,94"), line("16,4 58,0")},
       {curve("56,4 36,2 20,6"), curve("20,6 14,24 12,40"), curve("12,40 34,46 46,66 34,92 6,98")}},
      // 6: a round and a straight back
      {{curve("46,2 22,22 5,60 14,94 38,98 54,76 42,54 20,58 7,74")},
       {curve("32,0 14,32 4,68 14,96 36,98 50,80 42,62 22,62 8,82")},
       {curve("54,8 34,2 14,26 4,64 18,96 44,94 54,70 36,52 12,66")}},
      // 7: angular, with a crossbar, with a hook, and round
      {{line("4,4 56,2 26,100")},
       {line("4,4 58,2 24,100"), line("18,50 56,48")},
       {line("5,20 6,4 54,3"), curve("54,3 38,44 28,100")},
       {curve("2,10 24,4 50,6 52,22 38,56 30,100")}},
      // 8: one pull, and two rings
      {{curve("48,10 30,0 10,12 14,36 42,58 54,82 32,100 7,84 18,56 46,34 52,16 48,10")},
       {curve("30,46 10,34 12,8 32,0 50,12 48,36 30,46"),
        curve("30,46 8,60 6,86 30,100 54,86 52,60 30,46")},
       {curve("54,10 34,0 14,14 20,38 42,58 46,84 26,100 8,86 18,60 42,40 58,14")}},
      // 9: with a straight, a curved and a long slanting tail
      {{curve("50,20 34,1 10,12 6,36 24,50 44,38 51,18"), line("51,18 46,100")},
       {curve("52,22 34,0 10,14 10,40 32,48 50,28 52,22"), curve("52,22 54,60 44,90 24,100 6,88")},
       {curve("46,8 24,2 6,22 12,44 36,40 50,14 46,8"), curve("50,14 42,54 26,100")}},
  }};
  return shapes.at(static_cast<std::size_t>(digit));
}

}  // namespace gan
