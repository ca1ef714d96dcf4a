// Signals that request an orderly stop: SIGINT, SIGTERM and SIGHUP, and those that batch schedulers
// send before they end a job: SIGUSR1, SIGUSR2 and SIGXCPU.
#pragma once

#include <string>

namespace gan::app {

// Thrown to end the program after a stop signal. main() exits with 128 + signal, the exit code of a
// process that the signal itself has ended. Not a std::exception, so that no handler of failures
// catches it.
struct Stopped {
  int signal;
  std::string message;
};

// From now on, a stop signal only sets a flag. A second SIGINT, SIGTERM or SIGHUP ends the process
// at once with 128 + signal; the other signals may repeat. Signals that the parent process ignores
// (nohup, a background job of a shell) stay ignored.
void watch_stop_signals();

// Whether a stop signal has arrived.
bool stop_requested();
// Its number, or 0.
int stop_signal();
// As if the signal had arrived.
void request_stop(int signal);
// Throws Stopped if one has arrived. Its message ends with `what_is_left`.
void throw_if_stop_requested(const std::string& what_is_left);

}  // namespace gan::app
