// Reads and writes all of a range of an open file.
#pragma once

#include <cstddef>
#include <cstdint>

#include "gan/base/error.h"

namespace gan {

// Both start at `offset`, and throw `failed` with the system's reason; read_at() also where the
// file ends before. Several threads may use one descriptor.
void read_at(int descriptor, std::uint64_t offset, void* to, std::size_t count,
             const Error& failed);
void write_at(int descriptor, std::uint64_t offset, const void* from, std::size_t count,
              const Error& failed);

}  // namespace gan
