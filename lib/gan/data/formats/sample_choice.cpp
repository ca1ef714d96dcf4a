#include "gan/data/formats/sample_choice.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "gan/base/split_mix.h"

namespace gan {

std::vector<std::int64_t> SampleChoice::of(std::int64_t available) const {
  const std::int64_t count = std::clamp<std::int64_t>(most, 0, available);
  if (count == available) {
    std::vector<std::int64_t> all(static_cast<std::size_t>(available));
    std::iota(all.begin(), all.end(), 0);
    return all;
  }
  // Floyd's sampling: Bentley, "Programming pearls: a sample of brilliance" (CACM 1987).
  SplitMix random(seed);
  std::set<std::int64_t> chosen;
  for (std::int64_t last = available - count; last < available; ++last) {
    const auto one =
        static_cast<std::int64_t>(random.next() % (static_cast<std::uint64_t>(last) + 1));
    if (!chosen.insert(one).second) chosen.insert(last);
  }
  return {chosen.begin(), chosen.end()};
}

}  // namespace gan
