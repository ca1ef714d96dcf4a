#include "run/processes.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <unistd.h>

#include "cli/stop_signal.h"
#include "gan/base/error.h"

namespace gan::app {
namespace {

constexpr std::chrono::seconds kSilence{10};  // before the user is told who is missing

// Ended with the process, as its threads may still be used by an exit handler.
ProcessGroup* group = nullptr;
std::string rank_text;
int error_stream = STDERR_FILENO;

void print(const std::string& line) {
  const std::string text = "gan: " + rank_text + line + "\n";
  static_cast<void>(!write(error_stream, text.data(), text.size()));
}

void end_at_once(int code, const std::string& reason) {
  if (!reason.empty()) print(reason);
  _exit(code);
}

// LibTorch's warnings, too.
void fall_silent() {
  error_stream = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, stream);
  close(nowhere);
}

}  // namespace

void join_processes() {
  const std::optional<Launch> launch = launch_from_environment();
  if (!launch) return;
  rank_text = "rank " + std::to_string(launch->rank) + ": ";
  if (launch->rank != 0) fall_silent();
  watch_stop_signals();
  ProcessGroup::Events events;
  events.stop_signal = stop_signal;
  events.stop = request_stop;
  events.hangs = end_at_once;
  events.waits = [begun = std::chrono::steady_clock::now(),
                  told = false](const std::string& missing) mutable {
    throw_if_stop_requested("nothing was trained yet");
    if (told || missing.empty() || std::chrono::steady_clock::now() - begun < kSilence) return;
    told = true;
    print("waiting for " + missing);
  };
  group = std::make_unique<ProcessGroup>(*launch, events).release();
}

ProcessGroup* processes() {
  return group;
}

bool is_first_process() {
  return group == nullptr || group->rank() == 0;
}

void share_stop_signal() {
  if (group == nullptr) return;
  for (const std::string& signal : group->gather(std::to_string(stop_signal())))
    if (signal != "0") request_stop(std::stoi(signal));
}

void require_same(const std::string& what, const std::string& text, const std::string& hint) {
  if (group == nullptr) return;
  const std::vector<std::string> texts = group->gather(text);
  if (texts[0] != text)
    throw Error::usage("starting the processes of a run")
        .at(what)
        .expected(texts[0].empty() ? "none, as in rank 0" : texts[0] + ", as in rank 0")
        .found(text.empty() ? "none" : text)
        .hint(hint);
  // The process that differs ends the group.
  if (std::any_of(texts.begin(), texts.end(), [&](const std::string& t) { return t != text; }))
    group->meet();
}

void leave_processes() {
  if (group != nullptr) group->leave();
}

Ending end_processes(int code) {
  Ending ending{code, true, rank_text, error_stream};
  if (group == nullptr) return ending;
  const ProcessGroup::End end = group->end(code);
  ending.code = end.code;
  ending.tells = end.first;
  return ending;
}

}  // namespace gan::app
