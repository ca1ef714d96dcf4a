#include "gan/training/preset.h"

namespace gan {

void apply_preset(Preset preset, DiscriminatorOptions& discriminator, TrainingOptions& training) {
  if (preset == Preset::tutorial) return;
  discriminator.dropout = 0;  // shifts do its work
  training.shift = 2;
  training.adam_beta1 = 0.5;
  training.generator_average = 0.999;
}

}  // namespace gan
