#include "gan/engines/kernels/job_queue.h"

#include <algorithm>
#include <utility>

namespace gan {
namespace {

// Each block of rows packs its columns of B again; fewer rows would not pay for that.
constexpr std::int64_t kFewestRows = 32;

std::int64_t ceiling(std::int64_t count, std::int64_t of) {
  return (count + of - 1) / of;
}

std::int64_t round_up(std::int64_t count, std::int64_t to) {
  return ceiling(count, to) * to;
}

}  // namespace

JobQueue::JobQueue(ThreadPool& pool, const CpuKernels& kernels)
    : pool_(pool), kernels_(kernels), scratch_(pool.size(), 0, /*with_bf16=*/false) {}

// The result is cut into panels of columns, equally wide to within one vector, and those into
// blocks of rows where there are fewer panels than threads.
void JobQueue::add_blocks(std::int64_t rows, std::int64_t columns, std::int64_t depth,
                          std::function<void(const Block&, float* scratch)> work) {
  const std::int64_t threads = pool_.size(), lanes = kernels_.lanes;
  const std::int64_t vectors = ceiling(columns, lanes);
  const std::int64_t fewest = ceiling(vectors, kernels_.tile_vectors);
  const std::int64_t panels = std::min(round_up(fewest, threads), std::max(fewest, vectors));
  const std::int64_t wanted = std::min(ceiling(threads, panels), rows / kFewestRows);
  const std::int64_t height = round_up(ceiling(rows, std::max<std::int64_t>(wanted, 1)), kRowUnit);
  const std::int64_t row_blocks = ceiling(rows, height);
  deepest_ = std::max(deepest_, depth);
  add_tasks(panels * row_blocks, [=, work = std::move(work)](std::int64_t task, float* scratch) {
    const std::int64_t panel = task / row_blocks;
    const std::int64_t narrow = vectors / panels, wider = vectors % panels;
    const std::int64_t row = task % row_blocks * height;
    const std::int64_t column = (panel * narrow + std::min(panel, wider)) * lanes;
    work({row, std::min(rows, row + height), column,
          static_cast<int>(narrow + (panel < wider ? 1 : 0))},
         scratch);
  });
}

void JobQueue::add_columns(std::int64_t columns,
                           std::function<void(std::int64_t begin, std::int64_t end)> work) {
  const std::int64_t share = round_up(ceiling(columns, std::int64_t{2} * pool_.size()), kPadding);
  add_tasks(ceiling(columns, share), [=, work = std::move(work)](std::int64_t task, float*) {
    work(task * share, std::min(columns, (task + 1) * share));
  });
}

void JobQueue::add_tasks(std::int64_t count, Task task) {
  jobs_.push_back({tasks_, std::move(task)});
  tasks_ += count;
}

void JobQueue::run() {
  const std::int64_t floats = deepest_ * kernels_.tile_vectors * kernels_.lanes;
  if (scratch_.columns() < floats) scratch_ = Matrix(pool_.size(), floats, /*with_bf16=*/false);
  pool_.run(tasks_, [this](std::int64_t task, int worker) {
    const auto after =
        std::upper_bound(jobs_.begin(), jobs_.end(), task,
                         [](std::int64_t value, const Job& job) { return value < job.first_task; });
    const Job& job = *std::prev(after);
    job.task(task - job.first_task, scratch_.row(worker));
  });
  jobs_.clear();
  tasks_ = 0;
}

}  // namespace gan
