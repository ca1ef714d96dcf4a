#include "gan/training/preset.h"

namespace gan {

void apply_preset(Preset preset, GeneratorOptions& generator, DiscriminatorOptions& discriminator,
                  TrainingOptions& training) {
  if (preset == Preset::tutorial) return;
  generator.output_filter = OutputFilter::binomial;
  training.shift = 2;
  discriminator.dropout = 0.1;  // shifts do most of its work
  training.adam_beta1 = 0.5;
  training.learning_rate_decay = 0.98;
  training.generator_average = 0.999;
}

}  // namespace gan
