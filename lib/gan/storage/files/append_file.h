// A file that grows at its end, by whole records.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "gan/storage/files/descriptor.h"

namespace gan {

// What is added is on its way to the disk when append returns, and other programs that read the
// file meanwhile see all of a record or nothing of it.
class AppendFile {
 public:
  static constexpr std::uintmax_t kAll = std::numeric_limits<std::uintmax_t>::max();

  // Opens the file, or creates it, and cuts it off after its first `kept` bytes. `name` is what
  // errors call it: "the metrics log". Throws Error where it cannot.
  AppendFile(std::string path, std::string name, std::uintmax_t kept);

  // Throws Error when not all bytes can be written (a full disk); the part that was written is cut
  // off again, what was there before stays.
  void append(const std::string& bytes);

 private:
  std::string path_, name_;
  Descriptor file_;
};

}  // namespace gan
