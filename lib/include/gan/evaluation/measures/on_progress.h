// A way to stop what takes long.
#pragma once

#include <cstdint>
#include <functional>

namespace gan {

// Called at least about every second while something is computed. May be empty; may throw, to stop.
using OnProgress = std::function<void()>;

// Told the steps of a classifier's training, done and in all.
using ClassifierProgress = std::function<void(std::int64_t step, std::int64_t steps)>;

}  // namespace gan
