#include "gan/report/logs/epoch_text.h"

#include "gan/report/charts/number_text.h"

namespace gan {

std::string tutorial_lines(const EpochResult& result) {
  return "---- epoch " + std::to_string(result.epoch) +
         " ----\nDiscriminator loss: " + shortest_text(result.last_discriminator_loss) +
         "\nGenerator loss: " + shortest_text(static_cast<float>(result.last_generator_loss)) +
         '\n';
}

}  // namespace gan
