// A file that grows by whole records.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "gan/storage/files/descriptor.h"

namespace gan {

// append() gives each record to the system in one write: other programs that read the file see the
// whole record or nothing of it.
class AppendFile {
 public:
  static constexpr std::uintmax_t kAll = std::numeric_limits<std::uintmax_t>::max();

  // Opens or creates the file and truncates it to its first `kept` bytes. Error messages call it
  // `name`: "the metrics log". Throws Error if that fails.
  AppendFile(std::string path, std::string name, std::uintmax_t kept);

  // Throws Error if not all bytes can be written (a full disk), after it has cut off the part that
  // was written. Earlier records stay.
  void append(const std::string& bytes);

 private:
  std::string path_, name_;
  Descriptor file_;
};

}  // namespace gan
