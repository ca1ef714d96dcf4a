// The names of devices: "auto", "cpu", "cuda" and "cuda:N". Torch-free.
#pragma once

#include <string>

namespace gan {

// Throws Error (usage) for a name that is none of these, whatever this machine has.
void check_device_name(const std::string& name);

// The N of "cuda:N", 0 for "cuda". Throws Error (usage) for every other name.
int cuda_device_number(const std::string& name);

}  // namespace gan
