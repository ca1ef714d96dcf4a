#include "gan/report/terminal/progress.h"

#include <algorithm>
#include <cmath>

#include "gan/base/text.h"
#include "gan/report/charts/number_text.h"

namespace gan {
namespace {

constexpr std::size_t smallest_bar = 12;  // with its brackets
constexpr std::size_t largest_bar = 42;

std::string right_aligned(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string padded_percent(double done) {
  return right_aligned(std::to_string(static_cast<int>(100 * done)), 3) + '%';
}

// Three digits and a unit: "870", "9.9k", "31.2k", "1.4M".
std::string rate_text(double rate) {
  if (rate >= 999'950) return fixed_text(rate / 1e6, 1) + 'M';
  if (rate >= 1'000) return fixed_text(rate / 1e3, 1) + 'k';
  return fixed_text(rate, rate < 10 ? 1 : 0);
}

// head, a bar as long as fits, then parts.
std::string with_bar(const std::string& head, double done, const std::string& parts,
                     std::size_t width) {
  const std::size_t used = head.size() + 1 + parts.size();
  if (used + smallest_bar > width) return head + parts;
  const std::size_t cells = std::min(width - used, largest_bar) - 2;
  const auto full = static_cast<std::size_t>(done * static_cast<double>(cells));
  std::string bar(full, '=');
  if (full < cells) bar += '>' + std::string(cells - full - 1, ' ');
  return head + " [" + bar + ']' + parts;
}

std::string megabytes(std::int64_t bytes) {
  return fixed_text(static_cast<double>(std::max<std::int64_t>(bytes, 0)) / 1e6, 1);
}

// A name with a bar and the share that is done, and `amount` where there is room for it.
std::string part_line(const std::string& name, std::int64_t done, std::int64_t total,
                      const std::string& amount, std::size_t room) {
  const double part = std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
  const std::string percent = " " + padded_percent(part);
  if (name.size() + percent.size() + amount.size() <= room)
    return with_bar(name, part, percent + amount, room);
  if (percent.size() > room) return percent.substr(0, room);
  return name.substr(0, room - percent.size()) + percent;
}

}  // namespace

double ProgressState::done() const {
  const double all = static_cast<double>(epochs) * static_cast<double>(iterations_per_epoch);
  const double now = (static_cast<double>(epoch) - 1) * static_cast<double>(iterations_per_epoch) +
                     static_cast<double>(iteration);
  return all > 0 ? std::clamp(now / all, 0.0, 1.0) : 0.0;
}

std::string progress_line(const ProgressState& state, int width) {
  const auto room = static_cast<std::size_t>(std::max(width, 0));
  const std::string epochs = std::to_string(state.epochs);
  const std::string head =
      "epoch " + right_aligned(std::to_string(state.epoch), epochs.size()) + '/' + epochs;
  if (head.size() > room) return head.substr(0, room);

  std::string percent = " " + padded_percent(state.done()), losses, rate, left;
  if (!std::isnan(state.discriminator_loss) && !std::isnan(state.generator_loss))
    losses =
        "  D " + loss_text(state.discriminator_loss) + "  G " + loss_text(state.generator_loss);
  if (std::isfinite(state.images_per_second) && state.images_per_second >= 0)
    rate = "  " + rate_text(state.images_per_second) + " images/s";
  if (!std::isnan(state.seconds_left)) left = "  " + duration_text(state.seconds_left) + " left";

  // The most important part first; parts that do not fit are left out.
  std::size_t used = head.size();
  for (std::string* part : {&left, &losses, &percent, &rate}) {
    if (used + part->size() > room) part->clear();
    used += part->size();
  }
  return with_bar(head, state.done(), percent + losses + rate + left, room);
}

std::string download_line(const std::string& file, std::int64_t done, std::int64_t total,
                          int width) {
  const auto room = static_cast<std::size_t>(std::max(width, 0));
  if (total <= 0) return (file + "  " + megabytes(done) + " MB").substr(0, room);
  return part_line(file, done, total, "  " + megabytes(done) + " of " + megabytes(total) + " MB",
                   room);
}

std::string count_line(const std::string& activity, std::int64_t done, std::int64_t total,
                       int width) {
  return part_line(activity, done, total, "  " + count_text(done) + " of " + count_text(total),
                   static_cast<std::size_t>(std::max(width, 0)));
}

std::string tutorial_lines(const EpochResult& result) {
  return "---- epoch " + std::to_string(result.epoch) +
         " ----\nDiscriminator loss: " + shortest_text(result.last_discriminator_loss) +
         "\nGenerator loss: " + shortest_text(static_cast<float>(result.last_generator_loss)) +
         '\n';
}

ProgressBar::ProgressBar(int file_descriptor, bool enabled, std::int64_t epochs,
                         std::int64_t iterations_per_epoch)
    : line_(file_descriptor, enabled) {
  state_.epochs = epochs;
  state_.iterations_per_epoch = iterations_per_epoch;
}

void ProgressBar::iteration(std::int64_t epoch, std::int64_t iteration) {
  state_.epoch = epoch;
  state_.iteration = iteration;
  // The clock starts after the first iteration, which is slower than the others.
  if (!started_at_) {
    started_at_ = std::chrono::steady_clock::now();
    done_at_start_ = state_.done();
  }
  update();
}

void ProgressBar::epoch_done(const EpochResult& result) {
  state_.epoch = result.epoch;
  state_.iteration = state_.iterations_per_epoch;
  state_.discriminator_loss = result.discriminator_loss;
  state_.generator_loss = result.generator_loss;
  state_.images_per_second = result.images_per_second;
  update();
}

void ProgressBar::update() {
  const double done = state_.done();
  if (started_at_ && done > done_at_start_) {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - *started_at_;
    state_.seconds_left = passed.count() / (done - done_at_start_) * (1 - done);
  }
  if (line_.due()) line_.show(progress_line(state_, line_.width()));
}

}  // namespace gan
