#include "gan/training/processes/process_watch.h"

#include <algorithm>
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

constexpr milliseconds kBetweenSigns{250};  // of the signs of life
constexpr seconds kLongestSilence{10};      // of a process that lives
constexpr seconds kTimeToTell{1};           // for others to tell what happened
constexpr seconds kTimeToLearn{3};          // for others to learn of the end
constexpr seconds kGrace{6};                // for this process to end by itself
constexpr int kFailed = static_cast<int>(Error::Code::failed);

// Keys of the store.
constexpr const char* kEnd = "end";
constexpr const char* kEndSeen = "end seen";
constexpr const char* kStop = "stop";

constexpr const char* kGoOn = "gan train --resume-if-present goes on from the last checkpoint";

std::string life_of(std::int64_t rank) {
  return "alive/" + std::to_string(rank);
}

}  // namespace

ProcessWatch::ProcessWatch(c10::intrusive_ptr<c10d::Store> store, const Launch& launch,
                           ProcessGroup::Events events)
    : store_(std::move(store)),
      rank_(launch.rank),
      processes_(launch.processes),
      keeper_(launch.joins_agent ? "torchrun's store" : "rank 0"),
      events_(std::move(events)),
      timeout_(ProcessGroup::kDefaultTimeout),
      last_answer_(Clock::now()),
      lives_(static_cast<std::size_t>(launch.processes), Life()),
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
    while (sleep(kBetweenSigns));
  } catch (const std::exception&) {
    store_is_closed_ = true;
  }
}

void ProcessWatch::exchange() {
  store_->add(life_of(rank_), 1);
  if (end_code_ < 0 && store_->check({kEnd})) {
    if (end_code_.exchange(std::stoi(store_->get_to_str(kEnd))) < 0) store_->add(kEndSeen, 1);
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

seconds ProcessWatch::longest_silence() const {
  return std::min(timeout_.load(), kLongestSilence);
}

// Counts exchanges, not time: a machine that was suspended finds nobody silent. Nor is a process
// that has not joined yet.
void ProcessWatch::note_silent(std::int64_t rank) {
  Life& life = lives_[static_cast<std::size_t>(rank)];
  const std::int64_t signs = store_->add(life_of(rank), 0);
  life.silent = signs > 0 && signs == std::exchange(life.signs, signs) ? life.silent + 1 : 0;
  if (life.silent * kBetweenSigns > longest_silence()) silent_rank_ = rank;
}

bool ProcessWatch::store_is_silent() const {
  return Clock::now() - last_answer_.load() > timeout_.load();
}

std::optional<Error> ProcessWatch::trouble() const {
  Error error("training with other processes");
  error.hint(kGoOn);
  if (store_is_closed_) return error.at(keeper_).found("a closed connection; was it killed?");
  if (store_is_silent())
    return error.at(keeper_)
        .expected("an answer within " + std::to_string(timeout_.load().count()) + " seconds")
        .found("none; is the network cut?");
  if (silent_rank_ >= 0)
    return error.at("rank " + std::to_string(silent_rank_))
        .expected("a sign of life within " + std::to_string(longest_silence().count()) + " seconds")
        .found("none");
  return std::nullopt;
}

void ProcessWatch::check() const {
  if (end_code_ >= 0) throw GroupEnded{end_code_};
  if (const std::optional<Error> error = trouble()) throw Error(*error);
}

// In its own thread, as the other one may wait for the store.
void ProcessWatch::guard() {
  Clock::time_point well = Clock::now();
  while (sleep(kBetweenSigns)) {
    const std::optional<Error> error = end_code_ >= 0 ? std::nullopt : trouble();
    if (end_code_ < 0 && !error) well = Clock::now();
    if (Clock::now() - well > kGrace)
      events_.hangs(end_code_ >= 0 ? end_code_.load() : kFailed, error ? error->what() : "");
  }
}

std::vector<std::int64_t> ProcessWatch::signs_of_life() {
  std::vector<std::int64_t> signs;
  for (std::int64_t rank = 0; rank < processes_; ++rank)
    signs.push_back(store_->add(life_of(rank), 0));
  return signs;
}

void ProcessWatch::explain_lost_connection(const std::string& reason) {
  const auto wait = [this](seconds time) {
    for (const auto until = Clock::now() + time; Clock::now() < until; sleep(milliseconds(50)))
      check();
  };
  std::vector<std::string> lost;
  try {
    wait(kTimeToTell);
    const std::vector<std::int64_t> before = signs_of_life();
    wait(kTimeToTell);
    const std::vector<std::int64_t> after = signs_of_life();
    for (std::size_t rank = 0; rank < after.size(); ++rank)
      if (after[rank] == before[rank]) lost.push_back("rank " + std::to_string(rank));
    lost_ = static_cast<std::int64_t>(lost.size());
  } catch (const Error&) {
    throw;
  } catch (const GroupEnded&) {
    throw;
  } catch (const std::exception&) {
    lost = {keeper_};
  }
  Error error("training with other processes");
  error.hint(kGoOn);
  if (lost.empty()) throw error.found(reason);
  throw error.at(joined(lost, ", ")).expected("an answer").found("none; was it killed?");
}

ProcessGroup::End ProcessWatch::end(int code) {
  if (end_code_ >= 0) return {end_code_, false};
  if (store_is_closed_ || store_is_silent()) return {code, true};
  // The store may stop to answer at any time.
  const std::string own = std::to_string(code) + " by rank " + std::to_string(rank_);
  std::packaged_task<std::string()> claim([this, own] {
    std::string first = store_->compareSet(kEnd, "", own);
    if (end_code_.exchange(std::stoi(first)) < 0) store_->add(kEndSeen, 1);
    return first;
  });
  std::future<std::string> answer = claim.get_future();
  std::thread(std::move(claim)).detach();
  try {
    if (answer.wait_for(kTimeToLearn) != std::future_status::ready) return {code, true};
    const std::string first = answer.get();
    return {std::stoi(first), first == own};
  } catch (const std::exception&) {
    return {code, true};
  }
}

void ProcessWatch::wait_until_others_know() {
  try {
    for (const auto until = Clock::now() + kTimeToLearn; Clock::now() < until;
         sleep(milliseconds(20)))
      if (store_->add(kEndSeen, 0) >= processes_ - lost_) return;
  } catch (const std::exception&) {  // they cannot be told
  }
}

}  // namespace gan
