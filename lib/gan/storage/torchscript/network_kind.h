// Which files hold a network that this program can run, and the kinds of other files.
#pragma once

#include <string>
#include <vector>

namespace gan {

enum class NetworkKind { torchscript, checkpoint };

// The kind by the file's first bytes, not its name. Throws Error if there is no file, and for a
// file of another kind, with that kind and a hint. A file that looks like TorchScript may still be
// another zip archive.
NetworkKind network_kind(const std::string& path);

// Throws such an Error for a zip archive without the entry names of TorchScript.
void check_is_torchscript(const std::vector<std::string>& entries, const std::string& path);

}  // namespace gan
