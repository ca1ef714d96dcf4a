// Work on many rows, shared among threads.
#pragma once

#include <cstdint>
#include <functional>

#include "gan/base/on_progress.h"

namespace gan {

using PortionWork = std::function<void(std::int64_t begin, std::int64_t end)>;

// Calls work(begin, end) for portions of `count` rows, `at_once` in each but the last, on
// LibTorch's number of threads. Operators within a portion use one thread: threads that share an
// operator would wait at its end for the slowest one, which another program may delay. The portions
// do not depend on the number of threads, so the results do not, either.
//
// After an exception of `work` or `on_progress`, no further portion starts; the first exception is
// thrown when all threads have stopped. The calling thread calls `on_progress` before each of its
// portions.
void in_portions(std::int64_t count, std::int64_t at_once, const OnProgress& on_progress,
                 const PortionWork& work);

}  // namespace gan
