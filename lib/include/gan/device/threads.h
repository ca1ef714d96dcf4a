// How many threads compute.
#pragma once

#include <cstdint>
#include <string>

namespace gan {

struct Threads {
  std::int64_t count = 1;
  // What keeps it below what was asked for, or below one per core: "OMP_NUM_THREADS", "a quota of
  // 1.5 cores". Empty where nothing does.
  std::string limit;
  // What a user must be told in any case: the system makes no more threads. Else empty.
  std::string warning;
};

// At most `asked`; 0: OMP_NUM_THREADS where it is set, else one per core. Never more than the cores
// that this process may use (affinity, and quotas rounded up), nor than can be made: LibTorch ends
// the process or hangs where it gets no thread.
Threads usable_threads(std::int64_t asked);

// The same, and tells LibTorch. Call it before anything is computed.
Threads set_threads(std::int64_t asked);

}  // namespace gan
