#include "gan/device/thread_pool.h"

#include <chrono>
#include <system_error>

namespace gan {
namespace {

// Longer than the gaps between phases of one iteration, shorter than a scheduler's time slice.
constexpr auto kSpin = std::chrono::microseconds(50);

void pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ __volatile__("yield");
#endif
}

// True as soon as `met` is; false if it is not within kSpin.
template <class Condition>
bool spin_until(const Condition& met) {
  const auto give_up = std::chrono::steady_clock::now() + kSpin;
  do {
    for (int i = 0; i < 32; ++i) {
      if (met()) return true;
      pause();
    }
  } while (std::chrono::steady_clock::now() < give_up);
  return met();
}

}  // namespace

ThreadPool::ThreadPool(int size) {
  try {
    for (int worker = 1; worker < size; ++worker)
      others_.emplace_back([this, worker] { serve(worker); });
  } catch (const std::system_error&) {
    // The pool works with the threads created so far.
  }
}

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    closing_ = true;
    round_.fetch_add(1);
  }
  phase_began_.notify_all();
  for (std::thread& other : others_) other.join();
}

void ThreadPool::run_all(std::int64_t tasks) {
  if (tasks == 1 || others_.empty()) {
    for (std::int64_t task = 0; task < tasks; ++task) call_(object_, task, 0);
    return;
  }
  tasks_ = tasks;
  next_.store(0);
  working_.store(static_cast<int>(others_.size()));
  round_.fetch_add(1);
  if (asleep_.load() > 0) {
    // A thread checks the round once more under the mutex before it sleeps.
    { const std::lock_guard<std::mutex> lock(mutex_); }
    phase_began_.notify_all();
  }
  claim_tasks(0);
  const auto done = [&] { return working_.load() == 0; };
  if (spin_until(done)) return;
  std::unique_lock<std::mutex> lock(mutex_);
  caller_asleep_.store(true);
  all_done_.wait(lock, done);
  caller_asleep_.store(false);
}

void ThreadPool::claim_tasks(int worker) {
  for (;;) {
    const std::int64_t task = next_.fetch_add(1, std::memory_order_relaxed);
    if (task >= tasks_) return;
    call_(object_, task, worker);
  }
}

void ThreadPool::serve(int worker) {
  for (std::int64_t round = 1;; ++round) {
    const auto began = [&] { return round_.load() >= round; };
    if (!spin_until(began)) {
      std::unique_lock<std::mutex> lock(mutex_);
      asleep_.fetch_add(1);
      phase_began_.wait(lock, began);
      asleep_.fetch_sub(1);
    }
    if (closing_) return;
    claim_tasks(worker);
    if (working_.fetch_sub(1) == 1 && caller_asleep_.load()) {
      { const std::lock_guard<std::mutex> lock(mutex_); }
      all_done_.notify_one();
    }
  }
}

}  // namespace gan
