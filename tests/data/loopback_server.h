// A small HTTP server on 127.0.0.1 whose answers a test writes: it can resume, break off, dawdle,
// refuse and redirect.
#pragma once

#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <netinet/in.h>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace gan::test {

struct Request {
  std::string path;                         // "/name"
  std::optional<std::int64_t> range_start;  // of "Range: bytes=N-"
  int number = 0;                           // from 0: how many came before
};

struct Response {
  int status = 200;
  std::string headers;  // further lines, each with "\r\n"
  std::string body;
  std::size_t break_after = std::string::npos;  // bytes of the body after which to hang up
  std::chrono::milliseconds stall{0};           // wait before hanging up there
};

// What a server with the file `bytes` answers; without `resumes` it ignores ranges.
inline Response file_response(const Request& request, const std::string& bytes,
                              bool resumes = true) {
  Response response;
  if (!resumes || !request.range_start) {
    response.body = bytes;
    return response;
  }
  const auto start = static_cast<std::size_t>(*request.range_start);
  const std::string size = std::to_string(bytes.size());
  if (start >= bytes.size()) {
    response.status = 416;
    response.headers = "Content-Range: bytes */" + size + "\r\n";
    return response;
  }
  response.status = 206;
  response.headers = "Content-Range: bytes " + std::to_string(start) + "-" +
                     std::to_string(bytes.size() - 1) + "/" + size + "\r\n";
  response.body = bytes.substr(start);
  return response;
}

// One connection; TLS puts its own in place.
class Channel {
 public:
  explicit Channel(int socket) : socket_(socket) {}
  virtual ~Channel() { ::close(socket_); }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  virtual bool open() { return true; }
  virtual ssize_t receive(char* to, std::size_t count) { return ::recv(socket_, to, count, 0); }
  virtual bool send(const char* from, std::size_t count) {
    while (count > 0) {
      const ssize_t sent = ::send(socket_, from, count, MSG_NOSIGNAL);
      if (sent <= 0) return false;
      from += sent;
      count -= static_cast<std::size_t>(sent);
    }
    return true;
  }

 protected:
  int socket_;
};

class LoopbackServer {
 public:
  using Answer = std::function<Response(const Request&)>;
  using OpenChannel = std::function<std::unique_ptr<Channel>(int socket)>;

  explicit LoopbackServer(Answer answer, OpenChannel open_channel = std::make_unique<Channel, int>)
      : answer_(std::move(answer)), open_channel_(std::move(open_channel)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, generic, length) != 0 || ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, generic, &length) != 0)
      throw std::runtime_error("no loopback server");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~LoopbackServer() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  std::string url(const std::string& path = "/", const std::string& scheme = "http") const {
    return scheme + "://127.0.0.1:" + std::to_string(port_) + path;
  }
  std::vector<Request> requests() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return requests_;
  }

 private:
  void serve() {
    for (;;) {
      const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) return;
      const std::unique_ptr<Channel> channel = open_channel_(socket);
      if (channel->open()) converse(*channel);
    }
  }

  void converse(Channel& channel) {
    std::string head;
    char buffer[4096];
    while (head.find("\r\n\r\n") == std::string::npos) {
      const ssize_t got = channel.receive(buffer, sizeof buffer);
      if (got <= 0) return;
      head.append(buffer, static_cast<std::size_t>(got));
      constexpr char kTlsHandshake = 0x16;
      if (head[0] == kTlsHandshake) {
        const std::string refusal = "HTTP/1.1 400 plain\r\n\r\n";
        channel.send(refusal.data(), refusal.size());
        return;
      }
    }
    const Response response = answer_(record(head));
    const std::string text = "HTTP/1.1 " + std::to_string(response.status) + " answer\r\n" +
                             "Content-Length: " + std::to_string(response.body.size()) + "\r\n" +
                             "Connection: close\r\n" + response.headers + "\r\n";
    const std::string part = response.body.substr(0, response.break_after);
    if (!channel.send(text.data(), text.size()) || !channel.send(part.data(), part.size())) return;
    const auto end = std::chrono::steady_clock::now() + response.stall;
    while (!stopping_ && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }

  Request record(const std::string& head) {
    const std::lock_guard<std::mutex> lock(mutex_);
    Request request;
    const std::size_t path = head.find(' ') + 1;
    request.path = head.substr(path, head.find(' ', path) - path);
    const std::size_t range = head.find("Range: bytes=");
    if (range != std::string::npos) request.range_start = std::stoll(head.substr(range + 13));
    request.number = static_cast<int>(requests_.size());
    requests_.push_back(request);
    return request;
  }

  Answer answer_;
  OpenChannel open_channel_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;
  std::vector<Request> requests_;
  std::thread thread_;
};

}  // namespace gan::test
