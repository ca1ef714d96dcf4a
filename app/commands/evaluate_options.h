// Everything that `gan evaluate` can be told.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/flags.h"
#include "gan/data/options.h"
#include "gan/data/pixel_range.h"
#include "gan/evaluation/evaluator.h"
#include "gan/training/options.h"

namespace gan::app {

constexpr std::int64_t kFewestSamples = 20;

struct EvaluateOptions {
  std::string checkpoint, images, image_size, out;
  std::string pixel_range = "auto";
  std::int64_t samples = 10000;
  std::int64_t seed = 0, latent_dim = 0;
  Against against = Against::train;
  DataOptions data;
  ComputeOptions compute;

  // --pixel-range is about the samples.
  EvaluateOptions() { data.pixel_range_name = "data_pixel_range"; }

  std::vector<FlagGroup> groups();
  // Throws Error (usage) for a wrong text.
  AskedPixelRange asked_pixel_range() const {
    return parse_pixel_range(pixel_range, "--pixel-range");
  }
};

// Throws Error (usage) for flags that contradict each other.
void check(const EvaluateOptions& options, const GivenFlags& flags);

}  // namespace gan::app
