#include "gan/engines/kernels/job_queue.h"

#include <algorithm>

namespace gan {
namespace {

// A row block takes its share of B along, packed anew; fewer rows would not pay for that.
constexpr std::int64_t kFewestRows = 32;

std::int64_t ceiling(std::int64_t count, std::int64_t of) {
  return (count + of - 1) / of;
}

std::int64_t round_up(std::int64_t count, std::int64_t to) {
  return ceiling(count, to) * to;
}

// A result cut into panels of columns, all of one width give or take a vector, and those into
// blocks of rows where there are fewer panels than threads.
class Plan {
 public:
  Plan(std::int64_t rows, std::int64_t columns, const CpuKernels& kernels, int threads)
      : rows_(rows), lanes_(kernels.lanes) {
    vectors_ = ceiling(columns, lanes_);
    panels_ = ceiling(vectors_, kernels.tile_vectors);
    panels_ = std::min(round_up(panels_, threads), std::max(panels_, vectors_));
    const std::int64_t row_blocks = std::min(ceiling(threads, panels_), rows_ / kFewestRows);
    rows_in_block_ = round_up(ceiling(rows_, std::max<std::int64_t>(row_blocks, 1)), kRowUnit);
    row_blocks_ = ceiling(rows_, rows_in_block_);
  }

  std::int64_t tasks() const { return panels_ * row_blocks_; }

  Block block(std::int64_t task) const {
    const std::int64_t panel = task / row_blocks_;
    const std::int64_t narrow = vectors_ / panels_;
    const std::int64_t wider = vectors_ % panels_;
    Block block;
    block.row_begin = task % row_blocks_ * rows_in_block_;
    block.row_end = std::min(rows_, block.row_begin + rows_in_block_);
    block.column_begin = (panel * narrow + std::min(panel, wider)) * lanes_;
    block.vectors = static_cast<int>(narrow + (panel < wider ? 1 : 0));
    return block;
  }

 private:
  std::int64_t rows_;
  std::int64_t lanes_;
  std::int64_t vectors_ = 0;
  std::int64_t panels_ = 0;
  std::int64_t rows_in_block_ = 0;
  std::int64_t row_blocks_ = 0;
};

}  // namespace

JobQueue::JobQueue(ThreadPool& pool, const CpuKernels& kernels)
    : pool_(pool), kernels_(kernels), scratch_(static_cast<std::size_t>(pool.size())) {}

void JobQueue::forward(const Product& product, const ForwardFinish& finish) {
  add_product(product, finish, kernels_.forward);
}

void JobQueue::input_gradient(const Product& product, const InputGradientFinish& finish) {
  add_product(product, finish, kernels_.input_gradient);
}

void JobQueue::adam(const Product& product, const AdamFinish& finish) {
  add_product(product, finish, kernels_.adam);
}

void JobQueue::forward(const Bf16Product& product, const ForwardFinish& finish) {
  add_product(product, finish, kernels_.forward_bf16);
}

void JobQueue::input_gradient(const Bf16Product& product, const InputGradientFinish& finish) {
  add_product(product, finish, kernels_.input_gradient_bf16);
}

void JobQueue::adam(const Bf16Product& product, const AdamFinish& finish) {
  add_product(product, finish, kernels_.adam_bf16);
}

void JobQueue::pair_rows(const PairRows& job) {
  add_columns(job, kernels_.pair_rows);
}

void JobQueue::bias_adam(const BiasAdam& job) {
  add_columns(job, kernels_.bias_adam);
}

void JobQueue::batch_norm_inference(const BatchNormInference& job) {
  add_columns(job, kernels_.batch_norm_inference);
}

void JobQueue::batch_norm_forward(const BatchNormForward& job) {
  add_columns(job, kernels_.batch_norm_forward);
}

void JobQueue::batch_norm_backward(const BatchNormBackward& job) {
  add_columns(job, kernels_.batch_norm_backward);
}

template <class AnyProduct, class Finish>
void JobQueue::add_product(const AnyProduct& product, const Finish& finish,
                           void (*kernel)(const AnyProduct&, const Finish&, const Block&, float*)) {
  const Plan plan(product.rows, product.columns, kernels_, pool_.size());
  deepest_ = std::max(deepest_, product.depth);
  add(plan.tasks(), [=](std::int64_t task, float* scratch) {
    kernel(product, finish, plan.block(task), scratch);
  });
}

template <class Columns>
void JobQueue::add_columns(const Columns& columns,
                           void (*kernel)(const Columns&, std::int64_t, std::int64_t)) {
  const std::int64_t end = columns.columns;
  const std::int64_t share = round_up(ceiling(end, std::int64_t{2} * pool_.size()), kPadding);
  add(ceiling(end, share), [=](std::int64_t task, float*) {
    kernel(columns, task * share, std::min(end, (task + 1) * share));
  });
}

void JobQueue::add(std::int64_t tasks, Task task) {
  jobs_.push_back({tasks_, std::move(task)});
  tasks_ += tasks;
}

void JobQueue::make_scratch() {
  const std::int64_t floats = deepest_ * kernels_.tile_vectors * kernels_.lanes + kPadding;
  for (std::vector<float>& own : scratch_)
    if (own.size() < static_cast<std::size_t>(floats)) own.resize(static_cast<std::size_t>(floats));
}

float* JobQueue::scratch(int worker) {
  std::vector<float>& own = scratch_[static_cast<std::size_t>(worker)];
  // A vector that begins with a cache line is loaded in one go.
  const auto address = reinterpret_cast<std::uintptr_t>(own.data());
  return own.data() + (64 - address % 64) % 64 / sizeof(float);
}

void JobQueue::run() {
  make_scratch();
  pool_.run(tasks_, [this](std::int64_t task, int worker) {
    const auto after =
        std::upper_bound(jobs_.begin(), jobs_.end(), task,
                         [](std::int64_t value, const Job& job) { return value < job.first_task; });
    const Job& job = *std::prev(after);
    job.task(task - job.first_task, scratch(worker));
  });
  jobs_.clear();
  tasks_ = 0;
}

}  // namespace gan
