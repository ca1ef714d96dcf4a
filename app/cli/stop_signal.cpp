#include "cli/stop_signal.h"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <unistd.h>

namespace gan::app {
namespace {

struct StopSignal {
  int number;
  const char* name;
  bool repeated;  // schedulers and the kernel send it several times: the second one is not urgent
};

constexpr std::array<StopSignal, 6> kStopSignals = {{{SIGINT, "SIGINT", false},
                                                     {SIGTERM, "SIGTERM", false},
                                                     {SIGHUP, "SIGHUP", false},
                                                     {SIGUSR1, "SIGUSR1", true},
                                                     {SIGUSR2, "SIGUSR2", true},
                                                     {SIGXCPU, "SIGXCPU", true}}};

// timeout(1) and other wrappers send a signal to the process and to its group, so it arrives twice.
// Urgent signals within so many milliseconds of the first are one request.
constexpr std::int64_t kOneRequest = 200;

std::atomic<int> requested{0};
std::atomic<std::int64_t> first_urgent{0};
static_assert(std::atomic<int>::is_always_lock_free &&
                  std::atomic<std::int64_t>::is_always_lock_free,
              "used in a signal handler");

std::int64_t milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return 1 + now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void note_signal(int signal) {
  int none = 0;
  requested.compare_exchange_strong(none, signal);
}

void note_or_end(int signal) {
  note_signal(signal);
  const std::int64_t now = milliseconds();
  std::int64_t first = 0;
  if (!first_urgent.compare_exchange_strong(first, now) && now - first >= kOneRequest)
    _exit(128 + signal);
}

}  // namespace

void watch_stop_signals() {
  for (const StopSignal& signal : kStopSignals) {
    struct sigaction before {
    }, action{};
    if (sigaction(signal.number, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) continue;
    action.sa_handler = signal.repeated ? note_signal : note_or_end;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(signal.number, &action, nullptr);
  }
}

bool stop_requested() {
  return requested != 0;
}

int stop_signal() {
  return requested;
}

void request_stop(int signal) {
  note_signal(signal);
}

void throw_if_stop_requested(const std::string& what_is_left) {
  const int signal = requested;
  for (const StopSignal& known : kStopSignals)
    if (known.number == signal)
      throw Stopped{signal, "stopped by " + std::string(known.name) + "; " + what_is_left};
}

}  // namespace gan::app
