// A way to stop what takes long.
#pragma once

#include <functional>

namespace gan {

// Called at least about every second while something is computed. May be empty; may throw, to stop.
using OnProgress = std::function<void()>;

}  // namespace gan
