#include "gan/training/processes/process_watch.h"

#include <csignal>
#include <future>
#include <utility>

#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/base/torch_error.h"

namespace gan {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kInterval{250};  // of the signs of life
constexpr seconds kPatience{3};         // for other processes to tell or to learn what happened
constexpr seconds kGrace{6};            // for this process to end by itself
constexpr int kFailed = static_cast<int>(Error::Code::failed);

// Keys of the store.
constexpr const char* kEnd = "end";
constexpr const char* kEndSeen = "end seen";
constexpr const char* kStop = "stop";

std::string life_of(std::int64_t rank) {
  return "alive/" + std::to_string(rank);
}

std::string seconds_text(seconds time) {
  return std::to_string(time.count()) + " seconds";
}

}  // namespace

ProcessWatch::ProcessWatch(c10::intrusive_ptr<c10d::Store> store, std::int64_t rank,
                           std::int64_t processes, ProcessGroup::Events events)
    : store_(std::move(store)),
      rank_(rank),
      processes_(processes),
      events_(std::move(events)),
      timeout_(ProcessGroup::kDefaultTimeout),
      last_answer_(Clock::now()),
      lives_(static_cast<std::size_t>(processes), Life{0, Clock::now()}),
      guard_([this] { guard(); }),
      watch_([this] { watch(); }) {}

ProcessWatch::~ProcessWatch() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
  }
  closing_.notify_all();
  guard_.join();
  watch_.join();
}

bool ProcessWatch::sleep(milliseconds time) {
  std::unique_lock<std::mutex> lock(mutex_);
  return !closing_.wait_for(lock, time, [this] { return closed_; });
}

void ProcessWatch::watch() {
  try {
    do exchange();
    while (sleep(kInterval));
  } catch (const std::exception& error) {
    const std::lock_guard<std::mutex> lock(mutex_);
    lost_store_ = first_line(error);
  }
}

void ProcessWatch::exchange() {
  store_->add(life_of(rank_), 1);
  if (end_code_ < 0 && store_->check({kEnd})) {
    end_code_ = std::stoi(store_->get_to_str(kEnd));
    store_->add(kEndSeen, 1);
    events_.stop(SIGTERM);
  }
  if (const int signal = events_.stop_signal(); signal != 0 && !std::exchange(told_stop_, true))
    store_->set(kStop, std::to_string(signal));
  if (!heard_stop_ && store_->check({kStop})) {
    heard_stop_ = true;
    events_.stop(std::stoi(store_->get_to_str(kStop)));
  }
  // Rank 0 looks after all others, and they after rank 0.
  for (std::int64_t other = 0; other < (rank_ == 0 ? processes_ : 1); ++other)
    if (other != rank_) note_silent(other);
  last_answer_ = Clock::now();
}

void ProcessWatch::note_silent(std::int64_t rank) {
  Life& life = lives_[static_cast<std::size_t>(rank)];
  const std::int64_t signs = store_->add(life_of(rank), 0);
  if (signs != std::exchange(life.signs, signs)) life.last = Clock::now();
  if (Clock::now() - life.last > timeout_.load()) silent_rank_ = rank;
}

std::string ProcessWatch::trouble() const {
  const seconds timeout = timeout_;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!lost_store_.empty())
      return "the connection to the process that keeps the group's store is lost (" + lost_store_ +
             ")";
  }
  if (Clock::now() - last_answer_.load() > timeout)
    return "the process that keeps the group's store has been silent for " + seconds_text(timeout);
  if (silent_rank_ >= 0)
    return "rank " + std::to_string(silent_rank_) + " has been silent for " + seconds_text(timeout);
  return "";
}

void ProcessWatch::check() const {
  if (end_code_ >= 0) throw GroupEnded{end_code_};
  if (const std::string found = trouble(); !found.empty())
    throw Error("training with other processes").found(found);
}

// In its own thread, as the other one may wait for the store.
void ProcessWatch::guard() {
  Clock::time_point well = Clock::now();
  while (sleep(kInterval)) {
    const std::string found = end_code_ >= 0 ? "" : trouble();
    if (end_code_ < 0 && found.empty()) well = Clock::now();
    if (Clock::now() - well > kGrace)
      events_.hangs(end_code_ >= 0 ? end_code_.load() : kFailed,
                    found.empty() ? "" : "training with other processes: found " + found);
  }
}

void ProcessWatch::explain_lost_connection(const std::string& reason) {
  std::vector<std::int64_t> before, lost;
  const auto signs = [&](std::int64_t rank) { return store_->add(life_of(rank), 0); };
  for (const auto until = Clock::now() + kPatience; Clock::now() < until; sleep(milliseconds(50))) {
    check();
    if (!before.empty() || Clock::now() + kPatience / 2 < until) continue;
    for (std::int64_t rank = 0; rank < processes_; ++rank) before.push_back(signs(rank));
  }
  std::vector<std::string> names;
  for (std::int64_t rank = 0; rank < processes_; ++rank)
    if (signs(rank) == before[static_cast<std::size_t>(rank)])
      names.push_back("rank " + std::to_string(rank));
  throw Error("training with other processes")
      .found(names.empty() ? reason
                           : joined(names, ", ") + " ended without a word (killed?)")
      .hint("gan train --resume-if-present goes on from the last checkpoint");
}

ProcessGroup::End ProcessWatch::end(int code) {
  if (end_code_ >= 0) return {end_code_, false};
  if (!trouble().empty()) return {code, true};
  // The store may stop to answer at any time.
  const std::string own = std::to_string(code) + " by rank " + std::to_string(rank_);
  std::packaged_task<std::string()> claim(
      [store = store_, own] { return store->compareSet(kEnd, "", own); });
  std::future<std::string> answer = claim.get_future();
  std::thread(std::move(claim)).detach();
  try {
    if (answer.wait_for(kPatience) != std::future_status::ready) return {code, true};
    const std::string first = answer.get();
    return {std::stoi(first), first == own};
  } catch (const std::exception&) {
    return {code, true};
  }
}

void ProcessWatch::wait_until_others_know() {
  try {
    for (const auto until = Clock::now() + kPatience; Clock::now() < until; sleep(milliseconds(20)))
      if (store_->add(kEndSeen, 0) >= processes_) return;
  } catch (const std::exception&) {  // they cannot be told
  }
}

}  // namespace gan
