// Threads that work through lists of tasks together.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace gan {

// A round of tasks takes between 10 microseconds and 2 milliseconds, so its threads spin while they
// wait for the next one, but only for a moment. If another program keeps the cores busy, a spinning
// thread takes the core from the thread that it waits for, as OpenMP's barriers do by default.
// Threads claim tasks one by one: a delayed thread delays one task, not its share of all.
class ThreadPool {
 public:
  // `size` threads, the calling one included; at least 1, and fewer if the system allows no more.
  explicit ThreadPool(int size);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int size() const { return static_cast<int>(others_.size()) + 1; }

  // Calls work(task, worker) for each task from 0 to `tasks` - 1, on all threads at once, and
  // returns when all are done; `worker` counts the threads from 0. `work` must not throw, and must
  // not call run.
  template <class Work>
  void run(std::int64_t tasks, const Work& work) {
    call_ = [](const void* object, std::int64_t task, int worker) {
      (*static_cast<const Work*>(object))(task, worker);
    };
    object_ = &work;
    run_all(tasks);
  }

 private:
  void run_all(std::int64_t tasks);
  void claim_tasks(int worker);
  void serve(int worker);

  void (*call_)(const void* object, std::int64_t task, int worker) = nullptr;
  const void* object_ = nullptr;
  std::int64_t tasks_ = 0;

  std::atomic<std::int64_t> next_{0};
  std::atomic<std::int64_t> round_{0};
  std::atomic<int> working_{0};
  std::atomic<int> asleep_{0};
  std::atomic<bool> caller_asleep_{false};
  bool closing_ = false;
  std::mutex mutex_;
  std::condition_variable phase_began_;
  std::condition_variable all_done_;
  std::vector<std::thread> others_;
};

}  // namespace gan
