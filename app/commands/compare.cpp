#include <algorithm>
#include <cmath>
#include <functional>
#include <iostream>
#include <list>
#include <map>
#include <set>

#include "cli/notice.h"
#include "commands/commands.h"
#include "commands/tables.h"
#include "gan/base/error.h"
#include "gan/report/charts/number_text.h"
#include "gan/report/logs/evaluated_epochs.h"
#include "run/report_files.h"

namespace gan::app {
namespace {

constexpr const char* kNone = "-";

struct Run {
  explicit Run(const std::string& path) : content(read_report(path)), evaluated(content.epochs) {}
  Run(const Run&) = delete;  // `evaluated` points into `content`
  Run& operator=(const Run&) = delete;

  std::string option(const std::string& name) const {
    for (const ReportOption& option : content.options)
      if (option.name == name) return option.value;
    return kNone;
  }

  ReportContent content;
  EvaluatedEpochs evaluated;
};

using Runs = std::list<Run>;

// Over all epochs; "-" if the options do not say.
std::string images_seen(const Run& run) {
  constexpr std::size_t kMostDigits = 9;
  double images = 1;
  for (const char* name : {"--batch-size", "--iterations-per-epoch"}) {
    const std::string digits = run.option(name);
    if (digits.empty() || digits.size() > kMostDigits ||
        digits.find_first_not_of("0123456789") != std::string::npos)
      return kNone;
    images *= static_cast<double>(std::stoll(digits));
  }
  return fixed_text(images * static_cast<double>(run.content.epochs.back().result.epoch), 0);
}

std::string distance_text(double distance) {
  return fixed_text(distance, distance < 100 ? 2 : 1);
}

std::vector<std::string> training_row(const Run& run) {
  std::vector<std::string> row = {run.content.run, "0"};
  const std::vector<EpochRecord>& epochs = run.content.epochs;
  if (!epochs.empty()) {
    double seconds = 0;
    for (const EpochRecord& epoch : epochs)
      if (std::isfinite(epoch.result.seconds)) seconds += epoch.result.seconds;
    const EpochResult& last = epochs.back().result;
    row = {
        run.content.run,        std::to_string(last.epoch),         images_seen(run),
        duration_text(seconds), loss_text(last.discriminator_loss), loss_text(last.generator_loss)};
  }
  if (!run.evaluated.empty()) {
    const EpochRecord& best = run.evaluated.best();
    row.insert(row.end(), {distance_text(best.evaluation->frechet_distance.value),
                           std::to_string(best.result.epoch),
                           measure_text(run.evaluated.last().evaluation->frechet_distance)});
  }
  return row;
}

std::vector<std::string> quality_row(const Run& run) {
  if (run.evaluated.empty()) return {run.content.run};
  const Evaluation& last = *run.evaluated.last().evaluation;
  double deviation = 0;
  const std::size_t classes = std::min(last.class_shares.size(), last.real_class_shares.size());
  for (std::size_t i = 0; i < classes; ++i)
    deviation = std::max(deviation, std::abs(last.class_shares[i] - last.real_class_shares[i]));
  return {run.content.run,
          std::to_string(run.evaluated.last().result.epoch),
          fixed_text(last.kernel_distance.value, 4),
          fixed_text(last.precision.value, 3),
          fixed_text(last.recall.value, 3),
          fixed_text(last.density.value, 3),
          fixed_text(last.coverage.value, 3),
          last.has_classes() ? std::to_string(last.modes) : kNone,
          last.has_classes() ? fixed_text(100 * deviation, 1) + " %" : kNone};
}

std::string measures_text(const Runs& runs) {
  TableRows training = {{"", "", "images", "", "mean losses", "of the last", "best", "at", "last"},
                        {"run", "epochs", "seen", "time", "discriminator", "generator", "Frechet",
                         "epoch", "Frechet (95 %)"}};
  TableRows quality = {{"last evaluation", "epoch", "kernel", "precision", "recall", "density",
                        "coverage", "modes", "largest class error"}};
  for (const Run& run : runs) {
    training.push_back(training_row(run));
    quality.push_back(quality_row(run));
    training.back().resize(training[0].size(), kNone);
    quality.back().resize(quality[0].size(), kNone);
  }
  return text_table(training) + "\n" + text_table(quality);
}

// Runs are ranked together only if this text is the same.
std::string classified_by(const Run& run) {
  const Evaluation& last = *run.evaluated.last().evaluation;
  return (last.has_classes() ? "classifier " : "features ") + last.features_hash.substr(0, 12) +
         ", " + std::to_string(last.samples) + " samples against " + last.reference_name + " (" +
         std::to_string(last.reference_images) + ")";
}

std::string winner_text(const std::vector<const Run*>& evaluated) {
  const auto best_of = [](const Run* run) -> const Measure& {
    return run->evaluated.best().evaluation->frechet_distance;
  };
  const Run* const winner = *std::min_element(
      evaluated.begin(), evaluated.end(),
      [&](const Run* a, const Run* b) { return best_of(a).value < best_of(b).value; });
  std::string close;
  for (const Run* run : evaluated)
    if (run != winner && best_of(run).interval.low <= best_of(winner).interval.high)
      close += (close.empty() ? "" : ", ") + run->content.run;
  return "least Frechet distance: " + winner->content.run + ", " +
         distance_text(best_of(winner).value) + " at epoch " +
         std::to_string(winner->evaluated.best().result.epoch) +
         (close.empty() ? "" : "; its interval overlaps that of " + close) + "\n";
}

std::string ranking_text(const Runs& runs) {
  std::vector<const Run*> evaluated;
  std::map<std::string, std::string> classifiers;  // classified_by() to the names of its runs
  std::string text, bare;
  for (const Run& run : runs) {
    const std::string& name = run.content.run;
    if (run.evaluated.empty()) {
      bare += (bare.empty() ? "" : ", ") + name;
      continue;
    }
    evaluated.push_back(&run);
    std::string& names = classifiers[classified_by(run)];
    names += (names.empty() ? "" : ", ") + name;
    if (run.evaluated.left_out > 0)
      text += name + ": " + std::to_string(run.evaluated.left_out) +
              " evaluations by another classifier or network, sample count or reference than the "
              "last are left out\n";
  }
  if (!bare.empty())
    text += "without evaluations: " + bare +
            "; gan train --evaluate-every N records them, gan evaluate --checkpoint " +
            "RUN/gan_gen.pt measures the present generator\n";
  if (classifiers.size() == 1)
    return classifiers.begin()->first + "\n" +
           (evaluated.size() > 1 ? winner_text(evaluated) : "") + text;
  if (!classifiers.empty()) text += "not ranked, because they were measured in different ways:\n";
  for (const auto& [classifier, names] : classifiers)
    text += "  " + names + ": " + classifier + "\n";
  return text;
}

std::string differing_options_text(const Runs& runs) {
  if (runs.size() < 2) return "";
  std::vector<std::string> names;  // in the order of the files
  std::set<std::string> known;
  TableRows rows = {{"options that differ"}};
  for (const Run& run : runs) {
    rows[0].push_back(run.content.run);
    for (const ReportOption& option : run.content.options)
      if (known.insert(option.name).second) names.push_back(option.name);
  }
  for (const std::string& name : names) {
    std::vector<std::string> row = {name};
    for (const Run& run : runs) row.push_back(run.option(name));
    if (std::adjacent_find(row.begin() + 1, row.end(), std::not_equal_to<>()) != row.end())
      rows.push_back(row);
  }
  return rows.size() == 1 ? "\nno option differs\n" : "\n" + text_table(rows);
}

}  // namespace

void compare(const Arguments& arguments) {
  Arguments folders;
  if (!read_flags("compare RUN RUN ...",
                  "Shows the results of runs side by side. RUN is a folder of gan train.", {},
                  arguments, &folders))
    return;
  if (folders.empty())
    throw Error::usage("reading the command gan compare")
        .expected("folders of runs, as in gan compare out-1 out-2")
        .found("none");
  Runs runs(folders.begin(), folders.end());
  for (const Run& run : runs)
    for (const std::string& text : run.content.notices) warn(text);
  std::cout << measures_text(runs) << "\n" << ranking_text(runs) << differing_options_text(runs);
}

}  // namespace gan::app
