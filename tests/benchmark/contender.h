// How the driver (table.py) talks with a program that it measures.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gan/base/field.h"
#include "gan/training/processes/process_group.h"

namespace gan::benchmark {

// What a contender is, so that the driver can see that all do the same work.
struct Facts {
  std::int64_t batch = 0;
  std::int64_t weights = 0;  // trainable ones of both networks; 0 where nothing is trained
  std::int64_t threads = 0;
  double gflop = 0;  // floating-point operations of one iteration, in 10^9; 0: not told
};

// Of one iteration; the discriminator's is the mean of its two halves.
struct Losses {
  double discriminator = std::numeric_limits<double>::quiet_NaN();
  double generator = std::numeric_limits<double>::quiet_NaN();
};

// Sets the fields from "--name value" pairs. Throws Error (usage) for anything else.
void parse_flags(int argc, char** argv, const std::vector<Field>& fields);

// The processes that this one was launched with; null if it is alone.
std::unique_ptr<ProcessGroup> group_of_launch();

// "ready" and the facts as JSON, the first line of the conversation.
void announce(const Facts& facts);

// The number of iterations that the driver asks for next; nothing when it is done.
std::optional<std::int64_t> next_request();

// "SECONDS PEAK_RSS_KB LOSS_D LOSS_G".
void answer(double seconds, const Losses& losses);

// Runs `body` and returns the process's exit code; what it throws becomes a line on standard error.
int guarded(const std::function<void()>& body);

}  // namespace gan::benchmark
