// Where the path of an output leads: one rule for all files that are written.
#pragma once

#include <optional>
#include <string>
#include <sys/stat.h>

#include "gan/base/error.h"

namespace gan {

struct OutputTarget {
  std::string path;  // with symbolic links followed
  // A pipe, a character device or an open descriptor (/dev/stdout): written to directly, never
  // replaced. Otherwise a regular file, which may not exist yet.
  bool stream = false;
  std::optional<struct stat> existing;  // of a regular file, if it exists
};

// "-" is standard output. Throws Error for a folder, a disk, a socket, a cycle of links, a file
// without write permission, and any error of the system.
OutputTarget output_target(const std::string& path);

// Whether output to `path` goes to standard output.
bool is_standard_output(const std::string& path);

// The folder part of a path; "." if it has none.
std::string folder_of(const std::string& path);

// The error of a failed write, with the system's reason and a hint.
Error not_written(const std::string& path, int reason);

}  // namespace gan
