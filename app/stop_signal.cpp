#include "stop_signal.h"

#include <atomic>
#include <csignal>
#include <initializer_list>
#include <unistd.h>

namespace gan::app {
namespace {

std::atomic<int> requested{0};
static_assert(std::atomic<int>::is_always_lock_free, "used in a signal handler");

void on_signal(int signal) {
  int none = 0;
  if (!requested.compare_exchange_strong(none, signal)) _exit(128 + signal);
}

}  // namespace

void watch_stop_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
  struct sigaction hangup {};
  if (sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
    sigaction(SIGHUP, &action, nullptr);
}

bool stop_requested() {
  return requested != 0;
}

void throw_if_stop_requested(const std::string& what_is_left) {
  const int signal = requested;
  if (signal == 0) return;
  const char* const name = signal == SIGINT ? "SIGINT" : signal == SIGTERM ? "SIGTERM" : "SIGHUP";
  throw Stopped{signal, std::string("stopped by ") + name + "; " + what_is_left};
}

}  // namespace gan::app
