#include "gan/training/processes/process_group.h"

#include <algorithm>
#include <sched.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include <ATen/Functions.h>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/utils.h>

#include "gan/base/environment.h"
#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/base/torch_error.h"
#include "gan/device/cuda_device.h"
#include "gan/training/processes/process_watch.h"
#include "gan/training/processes/store.h"

namespace gan {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kPatience{300};    // for the others to start
constexpr seconds kSilence{10};      // before the user is told what is waited for
constexpr milliseconds kSlice{200};  // of a wait, between two looks at the others
constexpr milliseconds kLongestPause{20};

// The machine, and the cores of it that this process may use.
struct Seat {
  std::string machine, cores;
};

Seat own_seat() {
  char name[256] = "";
  gethostname(name, sizeof name - 1);
  cpu_set_t set;
  CPU_ZERO(&set);
  std::string cores;
  if (sched_getaffinity(0, sizeof set, &set) == 0)
    for (std::size_t core = 0; core < CPU_SETSIZE; ++core)
      cores += CPU_ISSET(core, &set) ? '1' : '0';
  return {name, cores};
}

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

std::vector<at::Tensor> listed(const at::Tensor& tensor) {
  return {tensor};
}

}  // namespace

struct ProcessGroup::Impl {
  Launch launch;
  c10::intrusive_ptr<c10d::Store> store;
  ProcessWatch watch;
  c10::intrusive_ptr<c10d::Backend> gloo, nccl;
  std::int64_t local_rank = 0, sharing_cores = 1;
  std::int64_t texts = 0, meetings = 0;

  Impl(const Launch& l, const Events& events)
      : launch(l),
        store(open_store(launch, kPatience)),
        watch(connect_to_store(launch), launch, events) {}

  // Tells what a failure of c10d means for the group.
  template <class Call>
  auto explained(const Call& call) {
    try {
      return call();
    } catch (const Error&) {
      throw;
    } catch (const GroupEnded&) {
      throw;
    } catch (const std::exception& error) {
      watch.explain_lost_connection(first_line(error));
    }
  }

  template <class Condition>
  void wait_until(const Condition& condition) {
    explained([&] {
      for (milliseconds pause{1}; !condition(); pause = std::min(pause * 2, kLongestPause)) {
        watch.check();
        std::this_thread::sleep_for(pause);
      }
    });
  }

  // Exchanges tensors like `like`. `start` gets it under way.
  template <class Start>
  void run(const at::Tensor& like, const Start& start) {
    explained([&] {
      const c10::intrusive_ptr<c10d::Work> work = start(like.is_cuda() ? *nccl : *gloo);
      // NCCL's streams wait, not this thread.
      if (like.is_cuda()) return static_cast<void>(work->wait());
      while (!is_done(*work)) watch.check();
    });
  }

  void claim_rank();
  void wait_for_all(const Events& events);
  void find_seat(bool& on_many_machines);
  void connect();
};

void ProcessGroup::Impl::claim_rank() {
  if (store->add("rank/" + std::to_string(launch.rank), 1) == 1) return;
  throw Error::usage("joining the other processes")
      .at("RANK")
      .expected("another number in each process")
      .found("a second process with " + std::to_string(launch.rank));
}

void ProcessGroup::Impl::wait_for_all(const Events& events) {
  const auto start = std::chrono::steady_clock::now();
  bool told = false;
  store->add("joined", 1);
  wait_until([&] {
    const std::int64_t missing = launch.processes - store->add("joined", 0);
    const auto waited = std::chrono::steady_clock::now() - start;
    const std::string found = std::to_string(missing) + " of " + std::to_string(launch.processes) +
                              " processes missing at " + launch.address + ":" +
                              std::to_string(launch.port);
    if (missing > 0 && waited > kPatience)
      throw Error("joining the other processes")
          .expected("all of them within " + std::to_string(kPatience.count()) + " seconds")
          .found(found);
    if (missing > 0 && waited > kSilence && launch.rank == 0 && !std::exchange(told, true))
      events.waits("waiting for " + found);
    return missing == 0;
  });
}

void ProcessGroup::Impl::find_seat(bool& on_many_machines) {
  const Seat own = own_seat();
  std::int64_t on_machine = 0, before = 0;
  sharing_cores = 0;
  for (std::int64_t rank = 0; rank < launch.processes; ++rank) {
    const std::string key = "seat/" + std::to_string(rank);
    if (rank == launch.rank) store->set(key, own.machine + " " + own.cores);
  }
  for (std::int64_t rank = 0; rank < launch.processes; ++rank) {
    const std::string key = "seat/" + std::to_string(rank);
    wait_until([&] { return store->check({key}); });
    const std::string seat = store->get_to_str(key);
    if (seat == own.machine + " " + own.cores) ++sharing_cores;
    if (seat.substr(0, seat.find(' ')) != own.machine) continue;
    ++on_machine;
    if (rank < launch.rank) ++before;
  }
  local_rank = launch.local_rank.value_or(before);
  on_many_machines = on_machine < launch.processes;
}

void ProcessGroup::Impl::connect() {
  bool on_many_machines = false;
  find_seat(on_many_machines);
  const auto options = c10d::ProcessGroupGloo::Options::create(kDefaultTimeout);
  const std::string interface = environment("GLOO_SOCKET_IFNAME");
  const std::string address = own_address(launch, on_many_machines);
  try {
    options->devices = {
        !interface.empty() ? c10d::ProcessGroupGloo::createDeviceForInterface(interface)
        : address.empty()  ? c10d::ProcessGroupGloo::createDefaultDevice()
                           : c10d::ProcessGroupGloo::createDeviceForHostname(address)};
    gloo = c10::make_intrusive<c10d::ProcessGroupGloo>(store, static_cast<int>(launch.rank),
                                                       static_cast<int>(launch.processes), options);
  } catch (const std::exception& error) {
    watch.check();
    throw Error("connecting to the other processes")
        .at(interface.empty() ? address : interface)
        .found(first_line(error))
        .hint("GLOO_SOCKET_IFNAME names the network interface to use");
  }
}

ProcessGroup::ProcessGroup(const Launch& launch, const Events& events)
    : impl_(std::make_unique<Impl>(launch, events)) {
  impl_->claim_rank();
  impl_->wait_for_all(events);
  impl_->connect();
}

ProcessGroup::~ProcessGroup() = default;

std::int64_t ProcessGroup::rank() const {
  return impl_->launch.rank;
}

std::int64_t ProcessGroup::size() const {
  return impl_->launch.processes;
}

std::int64_t ProcessGroup::local_rank() const {
  return impl_->local_rank;
}

std::int64_t ProcessGroup::sharing_cores() const {
  return impl_->sharing_cores;
}

void ProcessGroup::set_timeout(seconds timeout) {
  impl_->watch.set_timeout(timeout);
  impl_->gloo->setTimeout(timeout);
}

void ProcessGroup::use(const c10::Device& device) {
  if (!device.is_cuda()) return;
  using Make = c10d::Backend* (*)(const c10::intrusive_ptr<c10d::Store>&, int rank, int size);
  impl_->nccl = c10::intrusive_ptr<c10d::Backend>::reclaim(reinterpret_cast<Make>(cuda_symbol(
      "gan_nccl_backend"))(impl_->store, static_cast<int>(rank()), static_cast<int>(size())));
}

void ProcessGroup::sum(at::Tensor tensor) const {
  std::vector<at::Tensor> tensors = listed(tensor);
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

void ProcessGroup::broadcast(at::Tensor tensor) const {
  std::vector<at::Tensor> tensors = listed(tensor);
  impl_->run(tensor, [&](c10d::Backend& backend) { return backend.broadcast(tensors); });
}

std::vector<std::string> ProcessGroup::gather(const std::string& text) const {
  const std::string name = "text/" + std::to_string(impl_->texts++) + "/";
  impl_->explained([&] { impl_->store->set(name + std::to_string(rank()), text); });
  std::vector<std::string> all;
  for (std::int64_t other = 0; other < size(); ++other) {
    const std::string key = name + std::to_string(other);
    impl_->wait_until([&] { return impl_->store->check({key}); });
    all.push_back(impl_->explained([&] { return impl_->store->get_to_str(key); }));
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
  const std::string key = "meeting/" + std::to_string(impl_->meetings++);
  impl_->explained([&] { impl_->store->add(key, 1); });
  impl_->wait_until([&] { return impl_->store->add(key, 0) == size(); });
}

void ProcessGroup::leave() const {
  meet();
  if (rank() != 0) {
    impl_->store->add("left", 1);
    return;
  }
  const auto until = std::chrono::steady_clock::now() + kSilence;
  while (impl_->store->add("left", 0) < size() - 1 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(kLongestPause / 4);
}

ProcessGroup::End ProcessGroup::end(int code) const {
  const End end = impl_->watch.end(code);
  if (rank() == 0) impl_->watch.wait_until_others_know();
  return end;
}

}  // namespace gan
