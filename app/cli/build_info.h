// Which build this is.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace gan::app {

// Several lines: gan, its commit, LibTorch, CUDA, compiler.
std::string version_text();

// The same for the record of a run.
nlohmann::ordered_json version_json();

}  // namespace gan::app
