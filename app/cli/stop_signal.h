// Signals that are taken as a request to stop in good order: SIGINT, SIGTERM and SIGHUP, and those
// that batch schedulers send before they end a job, SIGUSR1, SIGUSR2 and SIGXCPU.
#pragma once

#include <string>

namespace gan::app {

// What ends the program then; main makes 128 + signal of it, the exit code of a process that the
// signal itself had ended. No std::exception, so that nobody on the way takes it for a failure.
struct Stopped {
  int signal;
  std::string message;
};

// From now on they are only noted. A second SIGINT, SIGTERM or SIGHUP ends the process at once,
// with its exit code; the others may come as often as they like. What whoever started the program
// ignores stays ignored (nohup, or a shell's job in the background).
void watch_stop_signals();

// Whether one has come.
bool stop_requested();
// Throws Stopped where one has come; its message ends with `what_is_left`.
void throw_if_stop_requested(const std::string& what_is_left);

}  // namespace gan::app
