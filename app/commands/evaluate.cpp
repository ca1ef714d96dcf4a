#include <iostream>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "cli/notice.h"
#include "cli/stop_signal.h"
#include "commands/commands.h"
#include "commands/evaluate_options.h"
#include "commands/evaluation_samples.h"
#include "commands/tables.h"
#include "gan/base/error.h"
#include "gan/base/torch_error.h"
#include "gan/data/labelled_images.h"
#include "gan/device/device.h"
#include "gan/evaluation/classifier/classifier_file.h"
#include "gan/evaluation/evaluation.h"
#include "gan/evaluation/evaluation_json.h"
#include "gan/evaluation/evaluator.h"
#include "gan/evaluation/reference_set.h"
#include "gan/report/charts/number_text.h"
#include "gan/storage/files/write_file.h"
#include "run/evaluation_progress.h"

namespace gan::app {
namespace {

struct RealImages {
  ImageSet training;
  std::optional<ImageSet> test;
};

RealImages load_real_images(const EvaluateOptions& options, EvaluationProgress& progress) {
  const OnDownload on_download = [&](const std::string& file, std::int64_t done,
                                     std::int64_t total) { progress.download(file, done, total); };
  RealImages real;
  real.training = load_training_images(options.data.dataset, options.data.data, on_download,
                                       options.data.asked_pixel_range());
  require_labels(real.training, on_download);
  if (options.against == Against::test)
    real.test = load_test_images(real.training, on_download);
  else
    real.test = find_test_images(real.training, on_download);
  progress.clear();
  for (const ImageSet* set : {&real.training, real.test ? &*real.test : nullptr})
    if (set != nullptr) notice(set->notice);
  warn(real.training.pixels.warning);
  if (!real.test)
    notice("no test images beside " + real.training.source +
           ": neither the judge's accuracy nor a row of real images can be had");
  return real;
}

nlohmann::ordered_json data_json(const ImageSet& set) {
  return {{"name", set.name},
          {"source", set.source},
          {"sha256", set.sha256},
          {"pixel_range", name_of(set.pixels.range)},
          {"images", set.images.size(0)}};
}

std::string json_text(const RealImages& real, const Evaluation& samples,
                      const ClassifierRows& rows) {
  nlohmann::ordered_json json = to_json(rows);
  json["judge"]["recipe"] = kClassifierRecipe;
  json["training_images"] = data_json(real.training);
  if (real.test) json["test_images"] = data_json(*real.test);
  json["samples"] = to_json(samples);
  return json.dump(2, ' ', /*ensure_ascii=*/false,
                   nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

std::string classifier_text(const Evaluator& evaluator, const RealImages& real) {
  const CachedClassifier& classifier = evaluator.classifier();
  std::string text = "judge      " + classifier.hash.substr(0, 12);
  if (classifier.test_accuracy && real.test)
    text += ", right about " + fixed_text(100 * *classifier.test_accuracy, 2) + " % of " +
            std::to_string(real.test->images.size(0)) + " test images";
  return text + "\n";
}

void evaluate_samples(const EvaluateOptions& options) {
  if (!options.out.empty()) check_writable(options.out);
  EvaluationProgress progress(/*quiet=*/false, "nothing was written");
  const at::Device device = choose_device(options.compute.device);
  warn(set_up_reproducible_compute(options.compute.threads, 0).warning);
  const RealImages real = load_real_images(options, progress);
  const ImageShape size{real.training.images.size(1), real.training.images.size(2)};
  // Before the classifier's training, which takes minutes: what is wrong with them is told at once.
  const Samples samples = load_samples(options, device, size, progress);
  warn(samples.warning);

  const auto on_progress = [&] { progress.update(); };
  progress.begin("looking at the real images");
  const Evaluator evaluator(
      real.training, real.test, options.against, device,
      [&](std::int64_t step, std::int64_t steps) { progress.classifier_step(step, steps); },
      on_progress);
  progress.clear();
  notice(evaluator.classifier().notice);

  progress.begin("measuring the samples");
  const Evaluation measured = evaluator.evaluate(samples.images, samples.name, on_progress);
  progress.begin("measuring real images and noise beside them");
  const ClassifierRows rows = evaluator.rows(samples.images.size(0), on_progress);
  progress.clear();

  std::vector<TableColumn> columns = {{"samples", measured}};
  if (rows.real_images)
    columns.push_back(
        {options.against == Against::train ? "real test images" : "real training images",
         *rows.real_images});
  columns.push_back({"uniform noise", rows.uniform_noise});
  // First for the eyes: what was measured for minutes is not lost with a file that cannot be
  // written.
  facts_beside({options.out})
      << classifier_text(evaluator, real) << "reference  " << evaluator.reference().name << ": "
      << evaluator.reference().images.size(0) << " (" << real.training.sha256.substr(0, 12) << ")"
      << (real.training.pixels.facts.empty() ? "" : ", " + real.training.pixels.facts)
      << "\nsamples    " << samples.facts << "\n\n"
      << evaluation_table(columns) << std::flush;
  if (!options.out.empty()) write_file(options.out, json_text(real, measured, rows));
}

}  // namespace

void evaluate(const Arguments& arguments) {
  EvaluateOptions options;
  const auto flags =
      read_flags("evaluate", "Measures how good images are.", options.groups(), arguments);
  if (!flags) return;
  check(options, *flags);
  watch_stop_signals();
  try {
    evaluate_samples(options);
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    throw Error("evaluating").found(first_line(error));
  }
}

}  // namespace gan::app
