#include "run/training_console.h"

#include <iostream>
#include <unistd.h>

#include "cli/notice.h"
#include "gan/report/charts/number_text.h"

namespace gan::app {

TrainingConsole::TrainingConsole(const TrainOptions& options)
    : quiet_(options.quiet),
      log_every_(options.output.log_every),
      on_terminal_(is_terminal(STDERR_FILENO)),
      bar_(STDERR_FILENO, on_terminal_ && !quiet_, options.training.epochs,
           options.training.iterations_per_epoch) {}

void TrainingConsole::say(const std::string& line) {
  bar_.clear();
  if (!quiet_) std::cout << line << std::endl;
}

void TrainingConsole::warn(const std::string& line) {
  if (line.empty()) return;
  bar_.clear();
  app::warn(line);
}

void TrainingConsole::evaluated(std::int64_t epoch, const Evaluation& evaluation) {
  const Measure& distance = evaluation.frechet_distance;
  say("epoch " + std::to_string(epoch) + ": Frechet distance " + fixed_text(distance.value, 2) +
      " (" + fixed_text(distance.interval.low, 2) + " to " + fixed_text(distance.interval.high, 2) +
      ")" +
      (evaluation.class_accuracy
           ? ", class accuracy " + fixed_text(100 * evaluation.class_accuracy->value, 1) + " %"
           : ""));
}

void TrainingConsole::after_epoch(const EpochResult& result) {
  bar_.epoch_done(result);
  if (!result.warning.empty() && !warned_)
    warn("epoch " + std::to_string(result.epoch) + ": " + result.warning);
  warned_ = !result.warning.empty();
  if (quiet_) return;
  constexpr int kPlainLineWidth = 72;
  if (!on_terminal_) std::cerr << progress_line(bar_.state(), kPlainLineWidth) << std::endl;
  if (result.epoch % log_every_ != 0) return;
  bar_.clear();
  std::cout << tutorial_lines(result) << std::flush;
}

}  // namespace gan::app
