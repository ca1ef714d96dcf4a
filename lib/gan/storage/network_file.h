// Loads our own networks from exported TorchScript files or from checkpoints.
#pragma once

#include <string>
#include <variant>

#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"

namespace gan {

// Rebuilds the network in `path` with its options and weights, on the CPU and in inference mode.
// From a checkpoint, rebuilds the generator. Throws Error if the file is missing, damaged, or not
// made by this program.
std::variant<Generator, Discriminator> load_network(const std::string& path);

}  // namespace gan
