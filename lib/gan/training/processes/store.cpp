#include "gan/training/processes/store.h"

#include <algorithm>
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <memory>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

#include <c10/util/Logging.h>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include "gan/base/environment.h"
#include "gan/base/error.h"
#include "gan/base/torch_error.h"

namespace gan {
namespace {

// To connect, before the next attempt. A busy machine may need the longer ones.
constexpr std::chrono::seconds kFirstAttempt{1}, kLongestAttempt{4};
constexpr std::chrono::seconds kOwnAnswer{15};  // of this process's own store

std::string place_of(const Launch& launch) {
  return launch.address + ":" + std::to_string(launch.port);
}

c10::intrusive_ptr<c10d::Store> tcp_store(const Launch& launch, bool keeps_it,
                                          std::chrono::seconds patience) {
  c10d::TCPStoreOptions options;
  options.port = static_cast<std::uint16_t>(launch.port);
  options.isServer = keeps_it;
  options.waitWorkers = false;
  options.timeout = patience;
  return c10::make_intrusive<c10d::PrefixStore>(
      "gan/" + launch.attempt, c10::make_intrusive<c10d::TCPStore>(launch.address, options));
}

std::string keeper_of(const Launch& launch) {
  return launch.joins_agent ? "torchrun" : "rank 0";
}

Error failure(const Launch& launch) {
  return Error("joining the other processes").at(place_of(launch));
}

c10::intrusive_ptr<c10d::Store> connect(
    const Launch& launch, std::chrono::seconds patience,
    const std::function<void(const std::string& missing)>& on_wait) {
  const std::string keeper = keeper_of(launch);
  const auto end = std::chrono::steady_clock::now() + patience;
  for (auto attempt = kFirstAttempt;; attempt = std::min(attempt * 2, kLongestAttempt)) try {
      return tcp_store(launch, /*keeps_it=*/false, attempt);
    } catch (const std::exception& error) {
      on_wait(keeper + " at " + place_of(launch));
      if (std::chrono::steady_clock::now() > end)
        throw failure(launch)
            .expected(keeper + " to answer within " + std::to_string(patience.count()) + " seconds")
            .found(first_line(error))
            .hint("check MASTER_ADDR and MASTER_PORT, and that " + keeper + " was started");
    }
}

bool is_taken(const std::exception& error) {
  return std::string(error.what()).find("EADDRINUSE") != std::string::npos;
}

std::string numeric(const sockaddr* address, socklen_t length) {
  char text[NI_MAXHOST];
  return getnameinfo(address, length, text, sizeof text, nullptr, 0, NI_NUMERICHOST) == 0 ? text
                                                                                          : "";
}

bool is_loopback(const std::string& address) {
  return address.rfind("127.", 0) == 0 || address == "::1";
}

// The local end of a datagram socket that is connected to the store; nothing is sent.
std::string address_towards(const Launch& launch) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_DGRAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(launch.address.c_str(), std::to_string(launch.port).c_str(), &hints, &found) != 0)
    return "";
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(found, freeaddrinfo);
  for (const addrinfo* info = found; info != nullptr; info = info->ai_next) {
    const int socket = ::socket(info->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) continue;
    sockaddr_storage own{};
    socklen_t length = sizeof own;
    const bool known = connect(socket, info->ai_addr, info->ai_addrlen) == 0 &&
                       getsockname(socket, reinterpret_cast<sockaddr*>(&own), &length) == 0;
    close(socket);
    if (known) return numeric(reinterpret_cast<sockaddr*>(&own), length);
  }
  return "";
}

std::string first_other_address() {
  ifaddrs* found = nullptr;
  if (getifaddrs(&found) != 0) return "";
  const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner(found, freeifaddrs);
  for (const ifaddrs* one = found; one != nullptr; one = one->ifa_next) {
    const bool usable = one->ifa_addr != nullptr && one->ifa_addr->sa_family == AF_INET &&
                        (one->ifa_flags & IFF_UP) != 0 && (one->ifa_flags & IFF_LOOPBACK) == 0;
    if (usable) return numeric(one->ifa_addr, sizeof(sockaddr_in));
  }
  return "";
}

}  // namespace

c10::intrusive_ptr<c10d::Store> open_store(
    const Launch& launch, std::chrono::seconds patience,
    const std::function<void(const std::string& missing)>& on_wait) {
  // c10d prints a backtrace for every connection that breaks.
  if (environment("TORCH_CPP_LOG_LEVEL").empty()) FLAGS_caffe2_log_level = c10::GLOG_FATAL;
  if (launch.rank == 0 && !launch.joins_agent) try {
      return tcp_store(launch, /*keeps_it=*/true, kOwnAnswer);
    } catch (const std::exception& error) {
      throw failure(launch)
          .expected("an address and a free port of this machine (MASTER_ADDR, MASTER_PORT)")
          .found(is_taken(error) ? "one that is taken" : first_line(error));
    }
  return connect(launch, patience, on_wait);
}

c10::intrusive_ptr<c10d::Store> connect_again(
    const Launch& launch, c10d::Store& first, std::chrono::seconds patience,
    const std::function<void(const std::string& missing)>& on_wait) {
  return connect(launch, patience, [&](const std::string& missing) {
    try {
      first.add("connecting again", 0);
    } catch (const std::exception&) {
      throw failure(launch).found("that " + keeper_of(launch) +
                                  " has closed the connection; was it killed?");
    }
    on_wait(missing);
  });
}

std::string own_address(const Launch& launch, bool on_many_machines) {
  std::string towards = address_towards(launch);
  if (!on_many_machines || !is_loopback(towards)) return towards;
  std::string other = first_other_address();
  return other.empty() ? towards : other;
}

}  // namespace gan
