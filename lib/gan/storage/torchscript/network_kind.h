// Which files hold a network that this program can run, and what the others are.
#pragma once

#include <string>
#include <vector>

namespace gan {

enum class NetworkKind { torchscript, checkpoint };

// By the beginning of the file, whatever its name. Throws Error for a file of another kind, naming
// it and what to do about it, and where there is no file. What looks like TorchScript may still be
// another zip archive.
NetworkKind network_kind(const std::string& path);

// Throws such an Error for a zip archive whose entries' names are not those of TorchScript.
void check_is_torchscript(const std::vector<std::string>& entries, const std::string& path);

}  // namespace gan
