// Detects that a training has diverged.
#pragma once

#include <cstdint>

#include "gan/training/engine.h"
#include "gan/training/iteration.h"

namespace gan {

// Throws Error (diverged), naming epoch and network, where a loss of `loss_sum` or any weight,
// moving statistic or mean of Adam is NaN or infinite. `epoch` is counted from 1. One pass over the
// weights: about a thousandth of an iteration's operations.
void check_finite(Players& players, const IterationLossValues& loss_sum, std::int64_t epoch);

}  // namespace gan
