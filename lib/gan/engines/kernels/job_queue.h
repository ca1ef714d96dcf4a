// Work that may be done at the same time, cut into tasks for a pool.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "gan/device/thread_pool.h"
#include "gan/engines/kernels/cpu_kernels.h"

namespace gan {

// Collects jobs that do not depend on each other, and runs them. What a task computes does not
// depend on who does it nor on how the work was cut, so results do not depend on the number of
// threads, to the bit.
class JobQueue {
 public:
  JobQueue(ThreadPool& pool, const CpuKernels& kernels);

  void forward(const Product& product, const ForwardFinish& finish);
  void input_gradient(const Product& product, const InputGradientFinish& finish);
  void adam(const Product& product, const AdamFinish& finish);
  void forward(const Bf16Product& product, const ForwardFinish& finish);
  void input_gradient(const Bf16Product& product, const InputGradientFinish& finish);
  void adam(const Bf16Product& product, const AdamFinish& finish);
  void pair_rows(const PairRows& job);
  void bias_adam(const BiasAdam& job);
  void batch_norm_inference(const BatchNormInference& job);
  void batch_norm_forward(const BatchNormForward& job);
  void batch_norm_backward(const BatchNormBackward& job);

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

  template <class AnyProduct, class Finish>
  void add_product(const AnyProduct& product, const Finish& finish,
                   void (*kernel)(const AnyProduct&, const Finish&, const Block&, float*));
  template <class Columns>
  void add_columns(const Columns& columns,
                   void (*kernel)(const Columns&, std::int64_t, std::int64_t));
  void add(std::int64_t tasks, Task task);
  void make_scratch();
  float* scratch(int worker);

  ThreadPool& pool_;
  const CpuKernels& kernels_;
  std::vector<Job> jobs_;
  std::int64_t tasks_ = 0;
  std::int64_t deepest_ = 0;
  std::vector<std::vector<float>> scratch_;
};

}  // namespace gan
