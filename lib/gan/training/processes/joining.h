// How a process gets into a group.
#pragma once

#include <cstdint>
#include <memory>

#include <torch/csrc/distributed/c10d/Backend.hpp>

#include "gan/training/processes/process_group.h"
#include "gan/training/processes/process_watch.h"

namespace gan {

struct Membership {
  Launch launch;
  c10::intrusive_ptr<c10d::Store> store;
  std::unique_ptr<ProcessWatch> watch;
  c10::intrusive_ptr<c10d::Backend> gloo;
  std::int64_t local_rank = 0, sharing_cores = 1;  // as in ProcessGroup
};

// Waits for all others, and connects to them.
Membership join_group(const Launch& launch, const ProcessGroup::Events& events);

}  // namespace gan
