// Waits that end when the group does.
#pragma once

#include <algorithm>
#include <chrono>
#include <thread>

#include "gan/base/error.h"
#include "gan/base/torch_error.h"
#include "gan/training/processes/process_watch.h"

namespace gan {

// Calls c10d, and tells what its failure means for the group.
template <class Call>
auto explained(ProcessWatch& watch, const Call& call) {
  try {
    return call();
  } catch (const Error&) {
    throw;
  } catch (const GroupEnded&) {
    throw;
  } catch (const std::exception& error) {
    watch.explain_lost_connection(first_line(error));
  }
}

template <class Condition>
void wait_until(ProcessWatch& watch, const Condition& condition) {
  constexpr std::chrono::milliseconds kLongestPause{20};
  explained(watch, [&] {
    for (std::chrono::milliseconds pause{1}; !condition();
         pause = std::min(pause * 2, kLongestPause)) {
      watch.check();
      std::this_thread::sleep_for(pause);
    }
  });
}

}  // namespace gan
