// Reads whole files.
#pragma once

#include <cstddef>
#include <string>

namespace gan {

// The whole file. Throws Error if it cannot be read, is not a regular file, or is over `limit`
// bytes.
std::string read_file(const std::string& path, std::size_t limit);

}  // namespace gan
