#include "gan/device/threads.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <future>
#include <sched.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

#include <ATen/Parallel.h>

#include "gan/base/environment.h"
#include "gan/device/cpu_quota.h"
#include "gan/device/vector_math.h"

namespace gan {
namespace {

// LibTorch's OpenMP threads, its pool for mobile kernels, and our ThreadPool.
constexpr std::int64_t kPools = 3;

// taskset and cpusets change the affinity, quotas do not.
std::int64_t cores_of_affinity() {
  cpu_set_t set;
  CPU_ZERO(&set);
  const bool known = sched_getaffinity(0, sizeof set, &set) == 0;
  return std::max<std::int64_t>(known ? CPU_COUNT(&set) : sysconf(_SC_NPROCESSORS_ONLN), 1);
}

// From "4", or "4,2" with one number for each level of nesting; 0 if there is none.
std::int64_t threads_of_openmp() {
  return std::max(std::atoi(environment("OMP_NUM_THREADS").c_str()), 0);
}

std::string in_tenths(double number) {
  const auto tenths = static_cast<std::int64_t>(std::floor(number * 10));
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
}

// How many threads the system could create at once, and why not more.
struct Attempt {
  std::int64_t made = 0;
  std::string reason;
};

Attempt make_threads(std::int64_t wanted) {
  std::promise<void> over;
  const std::shared_future<void> is_over = over.get_future().share();
  std::vector<std::thread> threads;
  Attempt attempt;
  try {
    for (; attempt.made < wanted; ++attempt.made)
      threads.emplace_back([is_over] { is_over.wait(); });
  } catch (const std::system_error& error) {
    attempt.reason = error.code().message();
  }
  over.set_value();
  for (std::thread& thread : threads) thread.join();
  return attempt;
}

}  // namespace

Threads usable_threads(std::int64_t asked) {
  const std::int64_t cores = cores_of_affinity();
  Threads threads;
  threads.count = asked > 0 ? std::min(asked, cores) : cores;
  const auto limit = [&](std::int64_t most, const std::string& by) {
    if (most >= threads.count) return;
    threads.count = most;
    threads.limit = by;
  };
  const std::int64_t openmp = threads_of_openmp();
  if (asked <= 0 && openmp > 0) limit(openmp, "OMP_NUM_THREADS");
  const double quota = cpu_quota();
  if (quota < static_cast<double>(threads.count))
    limit(std::max<std::int64_t>(static_cast<std::int64_t>(std::ceil(quota)), 1),
          "a quota of " + in_tenths(quota) + (quota == 1 ? " core" : " cores"));

  const Attempt attempt = make_threads(kPools * (threads.count - 1));
  if (attempt.reason.empty()) return threads;
  threads.warning = std::to_string(1 + attempt.made / kPools) + " of " +
                    std::to_string(threads.count) +
                    " threads, because the system allows no more (" + attempt.reason +
                    "): check ulimit -u, ulimit -v and the container's limit on "
                    "processes, or give --threads 1";
  limit(1 + attempt.made / kPools, "a limit on processes or memory");
  return threads;
}

Threads set_threads(std::int64_t asked) {
  Threads threads = usable_threads(asked);
  at::set_num_threads(static_cast<int>(threads.count));
  choose_vector_math();
  return threads;
}

}  // namespace gan
