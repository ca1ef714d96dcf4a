// The processes that train one pair of networks together.
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include "gan/training/processes/launch.h"

namespace gan {

// Thrown in a process after another one has ended the group. That one has told the user why.
struct GroupEnded : std::exception {
  explicit GroupEnded(int c) : code(c) {}
  const char* what() const noexcept override { return "another process has ended the group"; }
  int code;  // the exit code of all processes
};

// PyTorch's c10d: Gloo for tensors on the CPU, NCCL for those on a GPU. Every process of the group
// must make the same calls in the same order, but for end(). All calls that wait throw GroupEnded
// soon after a process has ended the group, and Error where a process or the connection to it is
// lost.
class ProcessGroup {
 public:
  struct Events {
    // The number of a stop signal that this process got, or 0. Called by another thread.
    std::function<int()> stop_signal = [] { return 0; };
    // Called by another thread after a process got a stop signal.
    std::function<void(int signal)> stop = [](int) {};
    // Called by another thread where this process does not throw although the group has ended: it
    // hangs in a call of the device or the system. `reason`: a line for the user, or empty.
    std::function<void(int code, const std::string& reason)> hangs = [](int, const std::string&) {};
    // Called about once a second while other processes have not joined yet. `missing`: which, for
    // the user; empty where rank 0 is there to tell. May throw, to give up.
    std::function<void(const std::string& missing)> waits = [](const std::string&) {};
  };

  static constexpr std::chrono::seconds kDefaultTimeout{30};

  // Waits for all others, for up to five minutes.
  explicit ProcessGroup(const Launch& launch, const Events& events);
  ~ProcessGroup();
  ProcessGroup(const ProcessGroup&) = delete;
  ProcessGroup& operator=(const ProcessGroup&) = delete;

  const Launch& launch() const;
  std::int64_t rank() const { return launch().rank; }
  std::int64_t size() const { return launch().processes; }
  // Of this machine: which of its processes this is, and how many have the same cores to share.
  std::int64_t local_rank() const;
  std::int64_t sharing_cores() const;

  // How long one process may let the others wait; also the sign that it is lost.
  void set_timeout(std::chrono::seconds timeout);
  // Call it before tensors on a GPU are exchanged.
  void use(const c10::Device& device);

  // Of tensors of the same shape, type and kind of device, contiguous and without gradients.
  void sum(const at::Tensor& tensor) const;           // in place
  at::Tensor gather(const at::Tensor& tensor) const;  // [size, ...]
  void broadcast(const at::Tensor& tensor) const;     // in place, from rank 0
  // Of bytes of any length.
  std::vector<std::string> gather(const std::string& text) const;
  std::string broadcast(const std::string& text) const;
  // Whether it is true in any process.
  bool any(bool here) const;

  // Waits until all processes are here, for as long as they live. Between two collective calls, a
  // process may work for longer than the timeout only if the others wait for it here.
  void meet() const;

  // The last call: meets the others. Where rank 0 keeps the store, it returns after them.
  void leave() const;

  // Ends the group: the others get GroupEnded with this code, unless one has ended it before.
  struct End {
    int code;    // of the process that ended it first
    bool first;  // whether this process did, and so is to tell the user
  };
  End end(int code) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gan
