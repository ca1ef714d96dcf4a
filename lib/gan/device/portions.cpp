#include "gan/device/portions.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>

#include <ATen/Parallel.h>
#include <ATen/ThreadLocalState.h>

#include "gan/device/thread_pool.h"

namespace gan {
namespace {

// One thread per operator while it lives. LibTorch keeps part of this setting per process and part
// per thread, so each worker sets it, too.
class OperatorThreads {
 public:
  OperatorThreads() : before_(at::get_num_threads()) { at::set_num_threads(1); }
  ~OperatorThreads() { at::set_num_threads(before_); }
  OperatorThreads(const OperatorThreads&) = delete;
  OperatorThreads& operator=(const OperatorThreads&) = delete;
  int before() const { return before_; }

 private:
  int before_;
};

}  // namespace

void in_portions(std::int64_t count, std::int64_t at_once, const OnProgress& on_progress,
                 const PortionWork& work) {
  const OperatorThreads one;
  const std::int64_t portions = (count + at_once - 1) / at_once;
  ThreadPool pool(static_cast<int>(std::min<std::int64_t>(one.before(), portions)));
  const at::ThreadLocalState state;
  std::atomic<bool> failed{false};
  std::exception_ptr failure;
  std::mutex mutex;
  pool.run(portions, [&](std::int64_t portion, int worker) {
    if (failed) return;
    try {
      const at::ThreadLocalStateGuard same_state(state);
      if (worker == 0 && on_progress) on_progress();
      if (worker != 0) at::set_num_threads(1);
      const std::int64_t begin = portion * at_once;
      work(begin, std::min(count, begin + at_once));
    } catch (...) {
      const std::lock_guard<std::mutex> lock(mutex);
      if (!failed.exchange(true)) failure = std::current_exception();
    }
  });
  if (failure) std::rethrow_exception(failure);
}

}  // namespace gan
