#include "gan/training/equal_copies.h"

#include <string>
#include <vector>

#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/device/random_state.h"
#include "gan/networks/named_tensors.h"
#include "gan/training/training_state.h"

namespace gan {
namespace {

void broadcast_random(const c10::Device& device, const ProcessGroup& processes) {
  const at::Tensor state = random_state(device).contiguous();
  processes.broadcast(state);
  set_random_state(device, state);
}

void broadcast_tensors(const torch::nn::Module& network, const ProcessGroup& processes) {
  for (const auto& [name, tensor] : named_tensors(network)) {
    at::Tensor copy = tensor.contiguous();
    processes.broadcast(copy);
    at::Tensor(tensor).copy_(copy);
  }
}

}  // namespace

void broadcast_start(Players& players, const c10::Device& device, const ProcessGroup& processes) {
  const torch::NoGradGuard no_grad;
  broadcast_tensors(*players.generator, processes);
  broadcast_tensors(*players.discriminator, processes);
  broadcast_random(c10::kCPU, processes);
  if (device.is_cuda()) broadcast_random(device, processes);
}

void check_equal(Players& players, const c10::Device& device, const ProcessGroup& processes) {
  Sha256 hash;
  for (const auto& [name, copy] : copy_tensors(players, device)) {
    const at::Tensor values = copy.contiguous();
    hash.update(values.const_data_ptr(), values.nbytes());
  }
  const std::vector<std::string> hashes = processes.gather(hash.hex());
  for (std::size_t rank = 1; rank < hashes.size(); ++rank)
    if (hashes[rank] != hashes[0])
      throw Error("comparing the networks of the processes")
          .expected("those of rank 0 in each")
          .found("others in rank " + std::to_string(rank))
          .hint("train on machines of one kind; the run can be resumed from its last checkpoint");
}

}  // namespace gan
