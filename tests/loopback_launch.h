// Processes, or threads in their place, on the loopback.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gan/training/processes/launch.h"

namespace gan::test {

// One of the loopback that was free a moment ago.
inline int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  const bool known = ::bind(socket, any, length) == 0 && ::getsockname(socket, any, &length) == 0;
  ::close(socket);
  return known ? ntohs(address.sin_port) : 0;
}

// Of rank 0 of so many.
inline Launch loopback_launch(std::int64_t processes) {
  Launch launch;
  launch.processes = processes;
  launch.address = "127.0.0.1";
  launch.port = free_port();
  return launch;
}

}  // namespace gan::test
