// Linux control groups, by which containers and batch systems limit what a process uses.
#pragma once

#include <functional>
#include <string>

namespace gan {

// Calls visit(folder, second_version) for the control groups of this process that limit "cpu" or
// "memory", version 2 or 1: its own groups, then those above them. `root` is put before all paths.
void for_each_group(const std::string& controller, const std::string& root,
                    const std::function<void(const std::string&, bool)>& visit);

}  // namespace gan
