// The memory that a process can have before the system ends it.
#pragma once

#include <cstdint>
#include <string>

namespace gan {

// Bytes that this process can still take: what the system has left, with swap, and what the memory
// control groups (versions 2 and 1) allow. The largest number if nothing can be read. `root` is put
// before all paths.
std::uint64_t available_memory(const std::string& root = "");

// From now on, an allocation that goes far beyond available_memory() fails with an exception.
// Without it, Linux promises any amount, and kills the process when it uses it.
void limit_memory();

}  // namespace gan
