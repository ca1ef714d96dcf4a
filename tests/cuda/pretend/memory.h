// Memory of the devices, which is memory of the host here.
#pragma once

#include <cstddef>

namespace gan::pretend {

// Whether `at` lies in memory of the host that a copy may read or write later.
bool is_pinned(const void* at);
bool is_of_device(const void* at);

}  // namespace gan::pretend
