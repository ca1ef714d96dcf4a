// Everything that `gan evaluate` can be told.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "flags.h"
#include "gan/data/options.h"
#include "gan/data/pixel_range.h"
#include "gan/evaluation/evaluator.h"
#include "gan/training/options.h"

namespace gan::app {

constexpr std::int64_t kFewestSamples = 20;

struct EvaluateOptions {
  std::string checkpoint;
  std::string images;
  PixelRange pixel_range = PixelRange::automatic;
  std::int64_t latent_dim = 0;
  std::string image_size;
  std::int64_t samples = 10000;
  std::int64_t seed = 0;
  Against against = Against::train;
  std::string out;
  DataOptions data;
  ComputeOptions compute;

  // All flags under the headings of the help.
  std::vector<FlagGroup> groups();
};

// Throws Error (usage) for flags that contradict each other.
void check(const EvaluateOptions& options, const GivenFlags& flags);

}  // namespace gan::app
