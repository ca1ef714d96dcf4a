// Files as a whole.
#pragma once

#include <cstddef>
#include <string>

namespace gan {

// The whole file. Throws Error where it cannot be read, is a folder, or is over `limit` bytes.
std::string read_file(const std::string& path, std::size_t limit);

}  // namespace gan
