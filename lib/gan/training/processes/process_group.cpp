#include "gan/training/processes/process_group.h"

#include <algorithm>
#include <thread>

#include <ATen/Functions.h>

#include "gan/base/error.h"
#include "gan/device/cuda_device.h"
#include "gan/training/processes/joining.h"
#include "gan/training/processes/waiting.h"

namespace gan {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kSlice{200};  // of a wait, between two looks at the others
constexpr seconds kTimeToLeave{10};  // for the others to leave

constexpr std::int64_t kFewNumbers = 1 << 17;  // of all processes: a gather is faster than a sum

constexpr std::chrono::hours kUnlimited{24 * 365};

// Waits for a while.
bool is_done(c10d::Work& work) {
  try {
    work.wait(kSlice);
    return true;
  } catch (const std::exception&) {
    if (work.isCompleted()) throw;
    return false;
  }
}

}  // namespace

struct ProcessGroup::Impl : Membership {
  c10::intrusive_ptr<c10d::Backend> nccl;
  std::int64_t texts = 0;
  seconds timeout = kDefaultTimeout;

  // Exchanges tensors like `like`. `start` gets it under way.
  template <class Start>
  void run(const at::Tensor& like, const Start& start) {
    explained(*watch, [&] {
      const c10::intrusive_ptr<c10d::Work> work = start(like.is_cuda() ? *nccl : *gloo);
      // NCCL's streams wait, not this thread.
      if (like.is_cuda()) return static_cast<void>(work->wait());
      while (!is_done(*work)) watch->check();
    });
  }
};

ProcessGroup::ProcessGroup(const Launch& launch, const Events& events)
    : impl_(std::make_unique<Impl>(Impl{join_group(launch, events), {}, 0, kDefaultTimeout})) {}

ProcessGroup::~ProcessGroup() = default;

const Launch& ProcessGroup::launch() const {
  return impl_->launch;
}

std::int64_t ProcessGroup::local_rank() const {
  return impl_->local_rank;
}

std::int64_t ProcessGroup::sharing_cores() const {
  return impl_->sharing_cores;
}

void ProcessGroup::set_timeout(seconds timeout) {
  impl_->timeout = timeout;
  impl_->watch->set_timeout(timeout);
  impl_->gloo->setTimeout(timeout);
}

void ProcessGroup::use(const c10::Device& device) {
  if (!device.is_cuda()) return;
  using Make = c10d::Backend* (*)(const c10::intrusive_ptr<c10d::Store>&, int rank, int size,
                                  milliseconds timeout);
  const auto make = reinterpret_cast<Make>(cuda_symbol("gan_nccl_backend"));
  // NCCL ends the process without a word for the user: the watch is to come first.
  impl_->nccl = c10::intrusive_ptr<c10d::Backend>::reclaim(
      make(impl_->store, static_cast<int>(rank()), static_cast<int>(size()), 2 * impl_->timeout));
}

void ProcessGroup::sum(const at::Tensor& tensor) const {
  // Gloo's ring passes a sum around twice, in pieces, and a gather once.
  if (!tensor.is_cuda() && tensor.numel() * size() <= kFewNumbers) {
    tensor.copy_(gather(tensor).sum(0));
    return;
  }
  std::vector<at::Tensor> tensors = {tensor};
  impl_->run(tensor, [&](c10d::Backend& backend) { return backend.allreduce(tensors); });
}

at::Tensor ProcessGroup::gather(const at::Tensor& tensor) const {
  std::vector<std::int64_t> sizes = tensor.sizes().vec();
  sizes.insert(sizes.begin(), size());
  at::Tensor all = at::empty(sizes, tensor.options());
  at::Tensor own = tensor.contiguous().view({-1}), rows = all.view({-1});
  impl_->run(tensor, [&](c10d::Backend& backend) { return backend._allgather_base(rows, own); });
  return all;
}

void ProcessGroup::broadcast(const at::Tensor& tensor) const {
  std::vector<at::Tensor> tensors = {tensor};
  impl_->run(tensor, [&](c10d::Backend& backend) { return backend.broadcast(tensors); });
}

std::vector<std::string> ProcessGroup::gather(const std::string& text) const {
  const std::string name = "text/" + std::to_string(impl_->texts++) + "/";
  explained(*impl_->watch, [&] { impl_->store->set(name + std::to_string(rank()), text); });
  std::vector<std::string> all;
  for (std::int64_t other = 0; other < size(); ++other) {
    const std::string key = name + std::to_string(other);
    wait_until(*impl_->watch, [&] { return impl_->store->check({key}); });
    all.push_back(explained(*impl_->watch, [&] { return impl_->store->get_to_str(key); }));
  }
  return all;
}

std::string ProcessGroup::broadcast(const std::string& text) const {
  meet();
  at::Tensor length = at::full({1}, static_cast<std::int64_t>(text.size()), at::kLong);
  broadcast(length);
  at::Tensor bytes = at::empty({length.item<std::int64_t>()}, at::kByte);
  auto* const data = reinterpret_cast<char*>(bytes.data_ptr<std::uint8_t>());
  if (rank() == 0) std::copy(text.begin(), text.end(), data);
  if (bytes.numel() > 0) broadcast(bytes);
  return std::string(data, static_cast<std::size_t>(bytes.numel()));
}

bool ProcessGroup::any(bool here) const {
  at::Tensor count = at::full({1}, here ? 1.0 : 0.0, at::kFloat);
  sum(count);
  return count.item<float>() > 0;
}

void ProcessGroup::meet() const {
  // Unlike a wait for the store, an exchange fails at once where a process is killed.
  c10d::AllreduceOptions options;
  options.timeout = kUnlimited;
  std::vector<at::Tensor> here = {at::ones({1})};
  impl_->run(here[0], [&](c10d::Backend& backend) { return backend.allreduce(here, options); });
}

void ProcessGroup::leave() const {
  meet();
  if (rank() != 0) {
    impl_->store->add("left", 1);
    return;
  }
  const auto until = std::chrono::steady_clock::now() + kTimeToLeave;
  while (impl_->store->add("left", 0) < size() - 1 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(milliseconds(5));
}

ProcessGroup::End ProcessGroup::end(int code) const {
  const End end = impl_->watch->end(code);
  if (rank() == 0) impl_->watch->wait_until_others_know();
  return end;
}

}  // namespace gan
