// An epoch's losses as the tutorial prints them.
#pragma once

#include <string>

#include "gan/training/epoch_result.h"

namespace gan {

// Three lines, each with its line end:
//
//   ---- epoch 10 ----
//   Discriminator loss: 0.5364364385604858
//   Generator loss: 1.1371174
//
// The losses are those of the epoch's last iteration, as in the tutorial, in the fewest digits that
// read back as the same number: the discriminator's is a mean of two float32 losses computed in
// double, the generator's a float32. The text is the same in every locale.
std::string tutorial_lines(const EpochResult& result);

}  // namespace gan
