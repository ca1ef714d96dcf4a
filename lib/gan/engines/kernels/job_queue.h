// Work that may be done at the same time, cut into tasks for a pool.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "gan/device/thread_pool.h"
#include "gan/engines/kernels/cpu_kernels.h"
#include "gan/engines/kernels/matrix.h"

namespace gan {

// Collects jobs that do not depend on each other, and runs them. Results depend neither on which
// thread runs a task nor on how the work was cut, so they are the same to the bit for any number of
// threads.
class JobQueue {
 public:
  JobQueue(ThreadPool& pool, const CpuKernels& kernels);

  // A product, by one of the kernels() for them.
  template <class AnyProduct, class Finish>
  void add(void (*kernel)(const AnyProduct&, const Finish&, const Block&, float* scratch),
           const AnyProduct& product, const Finish& finish) {
    add_blocks(
        product.rows, product.columns, product.depth,
        [=](const Block& block, float* scratch) { kernel(product, finish, block, scratch); });
  }

  // Work on whole columns, by one of the kernels() for it.
  template <class Columns>
  void add(void (*kernel)(const Columns&, std::int64_t begin, std::int64_t end),
           const Columns& columns) {
    add_columns(columns.columns,
                [=](std::int64_t begin, std::int64_t end) { kernel(columns, begin, end); });
  }

  const CpuKernels& kernels() const { return kernels_; }
  ThreadPool& pool() { return pool_; }

  // Runs what was collected since the last call, and waits for it.
  void run();

 private:
  using Task = std::function<void(std::int64_t task, float* scratch)>;
  struct Job {
    std::int64_t first_task;
    Task task;
  };

  void add_blocks(std::int64_t rows, std::int64_t columns, std::int64_t depth,
                  std::function<void(const Block&, float* scratch)> work);
  void add_columns(std::int64_t columns,
                   std::function<void(std::int64_t begin, std::int64_t end)> work);
  void add_tasks(std::int64_t count, Task task);

  ThreadPool& pool_;
  const CpuKernels& kernels_;
  std::vector<Job> jobs_;
  std::int64_t tasks_ = 0;
  std::int64_t deepest_ = 0;
  Matrix scratch_;  // a row for each thread
};

}  // namespace gan
