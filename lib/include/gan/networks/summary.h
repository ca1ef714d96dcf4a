// Layers and parameters as a table, as Keras prints them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"

namespace gan {

struct NetworkSummary {
  std::string title;
  std::vector<LayerSummary> layers;
  std::int64_t trainable = 0;
  std::int64_t non_trainable = 0;  // moving statistics, and weights that are frozen

  std::int64_t total() const { return trainable + non_trainable; }
};

NetworkSummary summarise(const Generator& generator);
NetworkSummary summarise(const Discriminator& discriminator);
// The generator, then the frozen discriminator: the model that the generator's step trains.
NetworkSummary summarise_combined(const Generator& generator, const Discriminator& discriminator);

// A table of several lines, numbers grouped by thousands.
std::string to_text(const NetworkSummary& summary);

}  // namespace gan
