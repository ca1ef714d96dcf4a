#include "gan/training/processes/joining.h"

#include <sched.h>
#include <string>
#include <unistd.h>

#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>

#include "gan/base/environment.h"
#include "gan/base/error.h"
#include "gan/training/processes/store.h"
#include "gan/training/processes/waiting.h"

namespace gan {
namespace {

using std::chrono::seconds;
using Clock = std::chrono::steady_clock;

constexpr seconds kTimeToStart{300};   // for the others to start
constexpr seconds kTimeToConnect{30};  // to a store that has answered once

// The machine.
std::string host_name() {
  char name[256] = "";
  gethostname(name, sizeof name - 1);
  return name;
}

// The cores that this process may use.
std::string own_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  std::string cores;
  if (sched_getaffinity(0, sizeof set, &set) == 0)
    for (std::size_t core = 0; core < CPU_SETSIZE; ++core)
      cores += CPU_ISSET(core, &set) ? '1' : '0';
  return cores;
}

void claim_rank(Membership& membership) {
  const std::string rank = std::to_string(membership.launch.rank);
  const auto claim = [&] { return membership.store->add("rank/" + rank, 1); };
  if (explained(*membership.watch, claim) == 1) return;
  throw Error::usage("joining the other processes")
      .at("RANK")
      .expected("another number in each process")
      .found("a second process with " + rank);
}

void wait_for_all(Membership& membership, const ProcessGroup::Events& events) {
  const Launch& launch = membership.launch;
  const auto start = Clock::now();
  auto told = start;
  explained(*membership.watch, [&] { membership.store->add("joined", 1); });
  wait_until(*membership.watch, [&] {
    const std::int64_t missing = launch.processes - membership.store->add("joined", 0);
    const auto now = Clock::now();
    if (missing == 0 || now - told < seconds(1)) return missing == 0;
    const std::string text = std::to_string(missing) + " of " + std::to_string(launch.processes) +
                             " processes at " + launch.address + ":" + std::to_string(launch.port);
    if (now - start > kTimeToStart)
      throw Error("joining the other processes")
          .expected("all of them within " + std::to_string(kTimeToStart.count()) + " seconds")
          .found(text + " missing");
    told = now;
    events.waits(launch.rank == 0 ? text : "");
    return false;
  });
}

// All must expect as many. A process that does not, ends those that wait for it.
void check_size(Membership& membership) {
  const std::string own = std::to_string(membership.launch.processes);
  const std::string first = explained(
      *membership.watch, [&] { return membership.store->compareSet("processes", "", own); });
  if (first == own) return;
  if (membership.store->add("joined", 0) < std::stoll(first)) {
    membership.watch->end(static_cast<int>(Error::Code::usage));
    if (membership.launch.rank == 0) membership.watch->wait_until_others_know();
  }
  throw Error::usage("joining the other processes")
      .at("WORLD_SIZE")
      .expected(first + ", as in the process that came first")
      .found(own);
}

// Returns whether the processes are on more machines than this one.
bool find_neighbours(Membership& membership) {
  const Launch& launch = membership.launch;
  c10d::Store& store = *membership.store;
  const std::string machine = host_name(), own = machine + " " + own_cores();
  const auto key_of = [](std::int64_t rank) { return "seat/" + std::to_string(rank); };
  store.set(key_of(launch.rank), own);
  std::int64_t on_machine = 0, before = 0;
  membership.sharing_cores = 0;
  for (std::int64_t rank = 0; rank < launch.processes; ++rank) {
    wait_until(*membership.watch, [&] { return store.check({key_of(rank)}); });
    const std::string seat = store.get_to_str(key_of(rank));
    if (seat == own) ++membership.sharing_cores;
    if (seat.substr(0, seat.find(' ')) != machine) continue;
    ++on_machine;
    if (rank < launch.rank) ++before;
  }
  membership.local_rank = launch.local_rank.value_or(before);
  return on_machine < launch.processes;
}

void connect(Membership& membership, bool on_many_machines) {
  using c10d::ProcessGroupGloo;
  const Launch& launch = membership.launch;
  const auto options = ProcessGroupGloo::Options::create(ProcessGroup::kDefaultTimeout);
  options->threads = 1;  // one exchange at a time
  const std::string interface = environment("GLOO_SOCKET_IFNAME");
  const std::string address = own_address(launch, on_many_machines);
  try {
    options->devices = {!interface.empty() ? ProcessGroupGloo::createDeviceForInterface(interface)
                        : address.empty()  ? ProcessGroupGloo::createDefaultDevice()
                                           : ProcessGroupGloo::createDeviceForHostname(address)};
    membership.gloo =
        c10::make_intrusive<ProcessGroupGloo>(membership.store, static_cast<int>(launch.rank),
                                              static_cast<int>(launch.processes), options);
  } catch (const std::exception& error) {
    membership.watch->check();
    throw Error("connecting to the other processes")
        .at(interface.empty() ? address : interface)
        .found(first_line(error))
        .hint("GLOO_SOCKET_IFNAME names the network interface to use");
  }
}

}  // namespace

Membership join_group(const Launch& launch, const ProcessGroup::Events& events) {
  Membership membership;
  membership.launch = launch;
  membership.store = open_store(launch, kTimeToStart, events.waits);
  membership.watch = std::make_unique<ProcessWatch>(
      connect_again(launch, *membership.store, kTimeToConnect, events.waits), launch, events);
  check_size(membership);
  claim_rank(membership);
  wait_for_all(membership, events);
  connect(membership, find_neighbours(membership));
  return membership;
}

}  // namespace gan
