// Named sets of options.
#pragma once

#include "gan/networks/options.h"
#include "gan/training/options.h"

namespace gan {

enum class Preset {
  tutorial,  // the defaults
  quality,   // the same networks and as many images, by a recipe that draws better digits
};

// Sets the options in which the preset differs from the defaults, and no others. What each gives is
// measured in tests/README.md, "Quality".
void apply_preset(Preset preset, GeneratorOptions& generator, TrainingOptions& training);

}  // namespace gan
