// Files that are whole or not there.
#pragma once

#include <string>

namespace gan {

// Replaces the file that `path` names (output_target.h) by `bytes`, or leaves it as it was: writes
// a temporary file in the same folder, syncs it, renames it into place and syncs the folder. Owner
// and permissions of a file that was there stay. Pipes and devices are written to. Throws Error
// with the system's reason; the temporary file is removed then. Where the folder's sync alone
// fails, the new file is in place, but might not survive a loss of power.
void write_file(const std::string& path, const std::string& bytes);

// Throws what write_file() would throw where no file can be written there: to be asked before work
// whose result is to go there. A file at `path` stays as it is.
void check_writable(const std::string& path);

// Removes the file that `path` names, if it is there: a symbolic link stays and loses its target;
// pipes and devices stay. Throws Error with the system's reason.
void remove_file(const std::string& path);

// Brings to the disk which names the folder holds. False, with errno, where that fails; true where
// the file system knows no such thing.
bool sync_folder(const std::string& path);

}  // namespace gan
