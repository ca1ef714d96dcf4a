// SIGINT, SIGTERM and SIGHUP, taken as a request to stop in good order.
#pragma once

#include <string>

namespace gan::app {

// What ends the program then; main makes 128 + signal of it, the exit code of a process that the
// signal itself had ended. No std::exception, so that nobody on the way takes it for a failure.
struct Stopped {
  int signal;
  std::string message;
};

// From now on a first signal is only noted, and a second one ends the process at once, with the
// same exit code. SIGHUP is left alone where it is ignored already (nohup).
void watch_stop_signals();

// Whether one has come.
bool stop_requested();
// Throws Stopped where one has come; its message ends with `what_is_left`.
void throw_if_stop_requested(const std::string& what_is_left);

}  // namespace gan::app
