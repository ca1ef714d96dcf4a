// The number of threads that compute.
#pragma once

#include <cstdint>
#include <string>

namespace gan {

struct Threads {
  std::int64_t count = 1;
  // Why the count is below the requested one, or below one per core: "OMP_NUM_THREADS", "a quota
  // of 1.5 cores". Empty if it is not.
  std::string limit;
  // A warning for the user if the system does not allow so many threads; else empty.
  std::string warning;
};

// At most `asked`; 0: OMP_NUM_THREADS if it is set, else one per core. Never more than the cores
// that this process may use (affinity, and quotas rounded up), or than the system can create:
// LibTorch ends the process or hangs if it gets no thread.
Threads usable_threads(std::int64_t asked);

// The same, and sets LibTorch's number of threads. Call it before anything is computed.
Threads set_threads(std::int64_t asked);

}  // namespace gan
