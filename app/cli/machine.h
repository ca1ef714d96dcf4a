// The machine that a run's numbers come from.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace gan::app {

// What can make the same program compute other last bits elsewhere: the processor's name and its
// vector instructions, the C library, and the NVIDIA driver where there is one.
nlohmann::ordered_json machine_json();

}  // namespace gan::app
