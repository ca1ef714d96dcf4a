#include "run/evaluation_progress.h"

#include <iostream>
#include <unistd.h>
#include <utility>

#include "cli/stop_signal.h"
#include "gan/base/error.h"
#include "gan/data/sources/labelled_images.h"
#include "gan/report/charts/number_text.h"
#include "gan/report/terminal/progress.h"

namespace gan::app {

EvaluationProgress::EvaluationProgress(bool quiet, std::string what_is_left)
    : announces_(!quiet && !is_terminal(STDERR_FILENO)),
      what_is_left_(std::move(what_is_left)),
      line_(STDERR_FILENO, !quiet && is_terminal(STDERR_FILENO)) {}

LoadProgress EvaluationProgress::on_load() {
  return {on_download(), on_decode()};
}

OnDecode EvaluationProgress::on_decode() {
  return [this](std::int64_t done, std::int64_t total) {
    throw_if_stop_requested(what_is_left_);
    constexpr const char* kActivity = "decoding pictures";
    if (announces_ && announced_ != kActivity) {
      std::cerr << kActivity << " (" << total << "), once for these" << std::endl;
      announced_ = kActivity;
    }
    if (line_.due()) line_.show(count_line(kActivity, done, total, line_.width()));
  };
}

OnDownload EvaluationProgress::on_download() {
  return [this](const std::string& file, std::int64_t done, std::int64_t total) {
    throw_if_stop_requested(what_is_left_);
    if (done == 0 && total == 0) return;
    if (line_.due()) line_.show(download_line(file, done, total, line_.width()));
    if (!announces_ || announced_ == file) return;
    std::cerr << "downloading " << file << std::endl;
    announced_ = file;
  };
}

ClassifierProgress EvaluationProgress::on_training() {
  return [this](std::int64_t step, std::int64_t steps) {
    throw_if_stop_requested(what_is_left_);
    constexpr const char* kActivity = "training the classifier";
    if (activity_ != kActivity) {
      begin(kActivity);
      announced_.clear();
    }
    const std::int64_t quarter = 4 * step / steps;
    const std::string text = std::string(kActivity) + ", once for these images: ";
    const std::string news = text + std::to_string(25 * quarter) + " %";
    if (announces_ && announced_ != news) std::cerr << news << std::endl;
    announced_ = news;
    if (!line_.due()) return;
    const double part = static_cast<double>(step) / static_cast<double>(steps);
    line_.show(text + std::to_string(100 * step / steps) + "%, " +
               duration_text(seconds() * (1 - part) / part) + " left");
  };
}

void EvaluationProgress::begin(const std::string& activity) {
  throw_if_stop_requested(what_is_left_);
  activity_ = activity;
  began_ = std::chrono::steady_clock::now();
}

OnProgress EvaluationProgress::on_progress() {
  return [this] {
    throw_if_stop_requested(what_is_left_);
    if (line_.due()) line_.show(activity_ + "  " + duration_text(seconds()));
  };
}

void prepare_labels(ImageSet& training, std::int64_t samples, const LoadProgress& on_load) {
  try {
    require_labels(training, on_load.on_download);
    check_classes(training, samples);
  } catch (const Error& error) {
    throw Error(error.what(), error.code())
        .hint("or measure without labels, by a network of your own: --features FILE.pt");
  }
}

Evaluator evaluator_of(const ImageSet& training, const std::optional<ImageSet>& test,
                       Against against, const std::string& features, const at::Device& device,
                       EvaluationProgress& progress) {
  if (features.empty())
    return {training, test, against, device, progress.on_training(), progress.on_progress()};
  return {training, test, against, features, device, progress.on_progress()};
}

}  // namespace gan::app
