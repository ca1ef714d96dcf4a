// Checks that a zip archive is intact, before another reader opens it.
#pragma once

#include <string>
#include <vector>

namespace gan {

// Checks a zip archive in memory: its directory, and size and CRC-32 of every entry, stored or
// deflated. LibTorch's own reader checks no CRC, and a damaged archive can crash it. Returns the
// entries' names. Throws Error, naming `where`, for any damage.
//
// Format: PKWARE's APPNOTE 6.3.9, sections 4.3.7, 4.3.12 and 4.3.14 to 4.3.16.
std::vector<std::string> check_zip(const std::string& bytes, const std::string& where);

}  // namespace gan
