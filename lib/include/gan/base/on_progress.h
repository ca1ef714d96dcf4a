// Callbacks for the progress of long work. Each may be empty, and may throw to stop the work.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace gan {

// Called at least about every second while something is computed.
using OnProgress = std::function<void()>;

// Called with the steps of a classifier's training: done, and in all.
using ClassifierProgress = std::function<void(std::int64_t step, std::int64_t steps)>;

// Called with the file's name, and its bytes: so far, and in all (0: unknown).
using OnDownload =
    std::function<void(const std::string& file, std::int64_t done, std::int64_t total)>;

// Called with the pictures: decoded so far, and in all.
using OnDecode = std::function<void(std::int64_t done, std::int64_t total)>;

}  // namespace gan
