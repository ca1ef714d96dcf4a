// Memory of the devices, which is memory of the host here.
#pragma once

#include <cstddef>

namespace gan::pretend {

// Whether `at` lies in memory of the host that a copy may read or write later.
bool is_pinned(const void* at);
bool is_of_device(const void* at);
// Ends the program if it is not the current device's memory that `what` works on.
void check_is_here(const void* at, const char* what);

}  // namespace gan::pretend
