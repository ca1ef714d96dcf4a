// The key-value store by which the processes of a group find each other.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include <torch/csrc/distributed/c10d/Store.hpp>

#include "gan/training/processes/launch.h"

namespace gan {

// Opens the store on rank 0, unless torchrun's agent keeps it, and connects to it; waits up to
// `patience` for it to appear, and calls `on_wait` about once a second. Throws Error where the port
// is taken or the store does not answer.
c10::intrusive_ptr<c10d::Store> open_store(
    const Launch& launch, std::chrono::seconds patience,
    const std::function<void(const std::string& missing)>& on_wait);

// Another connection to the store that `first` is connected to, for another thread. Throws Error
// where `first` has lost its connection.
c10::intrusive_ptr<c10d::Store> connect_again(
    const Launch& launch, c10d::Store& first, std::chrono::seconds patience,
    const std::function<void(const std::string& missing)>& on_wait);

// The address of this machine by which others reach it, for Gloo: of the interface that leads to
// the store. Where that is the loopback, but the processes are `on_many_machines`, of the first
// other interface.
std::string own_address(const Launch& launch, bool on_many_machines);

}  // namespace gan
