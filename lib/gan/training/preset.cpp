#include "gan/training/preset.h"

namespace gan {

void apply_preset(Preset preset, GeneratorOptions& generator, TrainingOptions& training) {
  if (preset == Preset::tutorial) return;
  generator.output_filter = OutputFilter::binomial;
  training.shift = 2;
  training.generator_average = 0.999;
}

}  // namespace gan
