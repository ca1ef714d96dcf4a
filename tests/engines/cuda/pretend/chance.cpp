#include "chance.h"

#include <numeric>
#include <random>

#include "settings.h"

namespace gan::pretend {
namespace {

struct Numbers {
  unsigned seed = 0;
  std::mt19937 generator;
  std::size_t eagerness = 0;  // of 4
};

// Begin anew where the seed is another than before.
Numbers& numbers() {
  static Numbers all;
  if (order() == all.seed) return all;
  all.seed = order();
  all.generator.seed(all.seed);
  all.eagerness = all.generator() % 2 * (all.generator() % 4);
  return all;
}

}  // namespace

bool by_chance() {
  return order() != 0;
}

std::size_t any_below(std::size_t count) {
  return numbers().generator() % count;
}

bool begins_early() {
  return by_chance() && any_below(4) < numbers().eagerness;
}

bool gets_a_turn(std::size_t number) {
  const std::size_t speed = std::mt19937(order() + 977 * static_cast<unsigned>(number))() % 3;
  return any_below(16) < std::size_t{1} << (2 * speed);
}

AnyOrder::AnyOrder(std::int64_t count) : count_(count) {
  if (count < 2 || !by_chance()) return;
  const auto size = static_cast<std::size_t>(count);
  start_ = static_cast<std::int64_t>(any_below(size));
  do step_ = static_cast<std::int64_t>(1 + any_below(size - 1));
  while (std::gcd(step_, count) != 1);
}

}  // namespace gan::pretend
