// Work on many rows, shared among threads.
#pragma once

#include <cstdint>
#include <functional>

#include "gan/base/on_progress.h"

namespace gan {

using PortionWork = std::function<void(std::int64_t begin, std::int64_t end)>;

// Calls work(begin, end) for portions of `count` rows, `at_once` in each but the last, on as many
// threads as LibTorch was told to use. Each thread computes its portions alone: operators that
// share their work wait for each other at every end, and so for whoever is held up by another
// program. The portions do not depend on the number of threads, so neither do results.
//
// The first exception of `work` or `on_progress` is thrown when all threads have stopped; portions
// that were not begun are left out then. `on_progress` is called between portions of the calling
// thread.
void in_portions(std::int64_t count, std::int64_t at_once, const OnProgress& on_progress,
                 const PortionWork& work);

}  // namespace gan
