// Named sets of options.
#pragma once

#include "gan/networks/options.h"
#include "gan/training/options.h"

namespace gan {

enum class Preset {
  tutorial,  // the defaults
  quality,   // the same networks and as many images, with options that give better digits
};

// Sets only the options in which the preset differs from the defaults. tests/README.md, "Quality",
// has the effect of each.
void apply_preset(Preset preset, GeneratorOptions& generator, TrainingOptions& training);

}  // namespace gan
