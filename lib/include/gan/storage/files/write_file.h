// Writes files completely or not at all.
#pragma once

#include <string>

namespace gan {

// Replaces the file at `path` (output_target.h) with `bytes`, or leaves it unchanged: writes a
// temporary file in the same folder, syncs it, renames it into place and syncs the folder. Keeps
// the owner and permissions of an existing file. Writes directly to pipes and devices. On failure,
// removes the temporary file and throws Error with the system's reason. If only the folder's sync
// fails, the new file is in place, but may not survive a power loss.
void write_file(const std::string& path, const std::string& bytes);

// Throws what write_file() would throw if it cannot write `path`. Call it before the work whose
// result goes there. An existing file stays unchanged.
void check_writable(const std::string& path);

// Removes the file at `path`, if it exists. For a symbolic link, removes the target and keeps the
// link. Keeps pipes and devices. Throws Error with the system's reason.
void remove_file(const std::string& path);

// Writes the folder's list of names to the disk. False, with errno set, if that fails; true if the
// file system has no such operation or the folder may not be read.
bool sync_folder(const std::string& path);

}  // namespace gan
