// Hearing of a download.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace gan {

// Told the file's name, the bytes so far and in all (0: unknown); may be empty, and may throw to
// stop.
using OnDownload =
    std::function<void(const std::string& file, std::int64_t done, std::int64_t total)>;

}  // namespace gan
