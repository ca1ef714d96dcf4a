// The other processes of this run, if a launcher such as torchrun started several.
#pragma once

#include <cstdint>
#include <string>

#include "gan/training/processes/process_group.h"

namespace gan::app {

// Joins them (launch.h), where there are any: from here on, the processes end together, and a stop
// signal to one is one to all. All but rank 0 are silent but for their last line. Call it before
// anything that can fail.
void join_processes();

// Null in a process that was started alone.
ProcessGroup* processes();
// Whether this process owns the run's folder and the terminal: rank 0, or alone.
bool is_first_process();

// All processes: takes over a stop signal that any of them got.
void share_stop_signal();
// All processes: Throws Error (usage) where this one has another text than rank 0. `what`: of which
// the text is, as "the flags"; `hint`: what to try.
void require_same(const std::string& what, const std::string& text, const std::string& hint);
// All processes: waits for the end of all. They can end by themselves after that.
void leave_processes();

// How this process is to end.
struct Ending {
  int code;
  bool tells;          // whether it is to tell the user why
  std::string prefix;  // of its line: "rank 1: ", or empty
  int error_stream;    // the file descriptor for the line
};
// Ends the other processes, too, with this code; or, if another one has ended them, with its code.
Ending end_processes(int code);

}  // namespace gan::app
