// The copies of a training in several processes.
#pragma once

#include <c10/core/Device.h>

#include "gan/training/iteration.h"
#include "gan/training/processes/process_group.h"

namespace gan {

// Gives all processes the networks and the random state of rank 0.
void broadcast_start(Players& players, const c10::Device& device, const ProcessGroup& processes);

// Throws Error, naming a rank, where the networks, the optimizers or the random state of two
// processes differ in a bit.
void check_equal(Players& players, const c10::Device& device, const ProcessGroup& processes);

}  // namespace gan
