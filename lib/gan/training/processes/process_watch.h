// Keeps the processes of a group informed of each other.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <torch/csrc/distributed/c10d/Store.hpp>

#include "gan/base/error.h"
#include "gan/training/processes/process_group.h"

namespace gan {

// A thread that tells the other processes by the store that this one lives, and notices when one
// does not, when one has ended the group, and when one got a stop signal. A second thread notices
// when the first one hangs, because the store no longer answers.
class ProcessWatch {
 public:
  // `store`: a connection for this object alone.
  ProcessWatch(c10::intrusive_ptr<c10d::Store> store, const Launch& launch,
               ProcessGroup::Events events);
  ~ProcessWatch();

  // How long the store may be silent, and a process, which may be so for ten seconds at most.
  void set_timeout(std::chrono::seconds timeout) { timeout_ = timeout; }

  // Throws GroupEnded if a process has ended the group, and Error if a process or the store has
  // been silent for too long, or the store is gone.
  void check() const;
  // The same, but first gives others some seconds to say why a connection broke. Then names the
  // processes that no longer live.
  [[noreturn]] void explain_lost_connection(const std::string& reason);

  // As ProcessGroup::end().
  ProcessGroup::End end(int code);
  // Waits some seconds until the others have learnt of the end.
  void wait_until_others_know();

 private:
  using Clock = std::chrono::steady_clock;

  void watch();
  void guard();
  bool sleep(std::chrono::milliseconds time);  // false: the object is being destroyed
  void exchange();
  std::vector<std::int64_t> signs_of_life();
  std::chrono::seconds longest_silence() const;
  void note_silent(std::int64_t rank);
  bool store_is_silent() const;
  std::optional<Error> trouble() const;

  const c10::intrusive_ptr<c10d::Store> store_;
  const std::int64_t rank_, processes_;
  const std::string keeper_;  // of the store
  const ProcessGroup::Events events_;
  std::atomic<std::chrono::seconds> timeout_;
  std::atomic<Clock::time_point> last_answer_;  // of the store
  std::atomic<int> end_code_{-1};               // once the group has ended
  std::atomic<std::int64_t> silent_rank_{-1};
  std::atomic<bool> store_is_closed_{false};
  std::int64_t lost_ = 0;  // processes that no longer live
  mutable std::mutex mutex_;
  std::condition_variable closing_;
  bool closed_ = false;
  struct Life {
    std::int64_t signs = 0;
    std::int64_t silent = 0;  // exchanges without a new sign
  };
  std::vector<Life> lives_;
  bool told_stop_ = false, heard_stop_ = false;
  std::thread guard_, watch_;
};

}  // namespace gan
