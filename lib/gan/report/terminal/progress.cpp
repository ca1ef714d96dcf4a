#include "gan/report/terminal/progress.h"

namespace gan {

ProgressBar::ProgressBar(int file_descriptor, bool enabled, std::int64_t epochs,
                         std::int64_t iterations_per_epoch)
    : line_(file_descriptor, enabled) {
  state_.epochs = epochs;
  state_.iterations_per_epoch = iterations_per_epoch;
}

void ProgressBar::iteration(std::int64_t epoch, std::int64_t iteration) {
  state_.epoch = epoch;
  state_.iteration = iteration;
  if (!started_) {
    // The clock starts after the first iteration, which is slower than the others.
    started_ = true;
    started_at_ = Clock::now();
    done_at_start_ = state_.done();
  }
  draw_when_due();
}

void ProgressBar::epoch_done(const EpochResult& result) {
  state_.epoch = result.epoch;
  state_.iteration = state_.iterations_per_epoch;
  state_.discriminator_loss = result.discriminator_loss;
  state_.generator_loss = result.generator_loss;
  state_.images_per_second = result.images_per_second;
  update_seconds_left();
  draw_when_due();
}

void ProgressBar::draw_when_due() {
  if (!line_.due()) return;
  update_seconds_left();
  line_.show(progress_line(state_, line_.width()));
}

void ProgressBar::update_seconds_left() {
  const double done = state_.done();
  const std::chrono::duration<double> passed = Clock::now() - started_at_;
  if (started_ && done > done_at_start_)
    state_.seconds_left = passed.count() / (done - done_at_start_) * (1 - done);
}

}  // namespace gan
