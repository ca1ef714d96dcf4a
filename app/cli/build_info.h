// The versions of this build.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace gan::app {

// Several lines: gan, its commit, LibTorch, CUDA, compiler.
std::string version_text();

// The same facts for a run's run.json, without the kernels.
nlohmann::ordered_json version_json();

}  // namespace gan::app
