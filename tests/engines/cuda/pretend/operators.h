// LibTorch's operators on a GPU, most of which are computed by the CPU's on the same memory.
#pragma once

namespace gan::pretend {

// Loads the library that does so, the first time that this is called; LibTorch's CUDA part must be
// loaded by then.
void take_over_operators();

}  // namespace gan::pretend
