// What the path of an output names: one rule for all files that are written.
#pragma once

#include <optional>
#include <string>
#include <sys/stat.h>

#include "gan/base/error.h"

namespace gan {

struct OutputTarget {
  std::string path;  // with symbolic links followed
  // A pipe, a character device or an open descriptor (/dev/stdout): written to as it is, and never
  // replaced. Else a file, which may be there or not.
  bool stream = false;
  std::optional<struct stat> existing;  // of a regular file that is there
};

// "-" is standard output. Throws Error for a folder, a disk, a socket, links that go round, a file
// or a folder that may not be written to, and what the system says.
OutputTarget output_target(const std::string& path);

// Whether what is written there comes out on standard output.
bool is_standard_output(const std::string& path);

// The folder that holds the path's last name; "." where it says none.
std::string folder_of(const std::string& path);

// The error of a failed write, with the system's reason and what to try.
Error not_written(const std::string& path, int reason);

}  // namespace gan
