// What a kernel of the GPU's code does, as work for the host.
#pragma once

#include <string>

#include "graph.h"

namespace gan::pretend {

// By the kernel's whole name, as C++ writes it, and a launch's arguments, which are copied. Empty
// for another's kernel.
Work gan_kernel(const std::string& name, void** arguments);
Work torch_kernel(const std::string& name, void** arguments);

}  // namespace gan::pretend
