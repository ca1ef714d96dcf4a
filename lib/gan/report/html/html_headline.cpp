#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "gan/base/text.h"
#include "gan/report/charts/markup_text.h"
#include "gan/report/charts/number_text.h"
#include "gan/report/html/html_elements.h"
#include "gan/report/html/html_parts.h"
#include "gan/report/logs/evaluated_epochs.h"

namespace gan {
namespace {

constexpr std::size_t most_warnings = 5;

std::string tile(const std::string& name, const std::string& value, const std::string& small) {
  return "<div><dt>" + markup_text(name) + "</dt><dd>" + markup_text(value) +
         "</dd><dd class=\"soft\">" + markup_text(small) + "</dd></div>\n";
}

std::string progress_text(const ReportContent& content) {
  if (content.epochs.empty()) return "no epoch is finished yet";
  const std::int64_t done = content.epochs.back().result.epoch;
  std::string words = count_text(done) + (done == 1 ? " epoch" : " epochs");
  if (content.planned_epochs <= done) return words;
  return words + " of " + count_text(content.planned_epochs);
}

std::string evaluation_tiles(const EvaluatedEpochs& evaluated) {
  const Evaluation& best = *evaluated.best().evaluation;
  const Evaluation& last = *evaluated.last().evaluation;
  const Measure& distance = last.frechet_distance;
  return tile("Best Fréchet distance", measure_text(best.frechet_distance.value),
              "epoch " + count_text(evaluated.best().result.epoch) + ", less is better") +
         tile("Last Fréchet distance", measure_text(distance.value),
              "epoch " + count_text(evaluated.last().result.epoch) +
                  ", 95 %: " + measure_text(distance.interval.low) + " to " +
                  measure_text(distance.interval.high)) +
         (last.has_classes()
              ? tile("Classes drawn",
                     std::to_string(last.modes) + " of " + std::to_string(last.class_shares.size()),
                     "as the classifier sees them")
              : "");
}

std::string time_tiles(const std::vector<EpochRecord>& epochs) {
  double seconds = 0, images = 0;
  for (const EpochRecord& record : epochs) {
    const EpochResult& result = record.result;
    if (!std::isfinite(result.seconds)) continue;
    seconds += result.seconds;
    if (std::isfinite(result.images_per_second))
      images += result.seconds * result.images_per_second;
  }
  if (seconds <= 0) return "";
  return tile("Training time", duration_text(seconds),
              measure_text(seconds / static_cast<double>(epochs.size())) + " s an epoch") +
         tile("Images per second", count_text(std::llround(std::min(images / seconds, 1e15))),
              "real images seen in training");
}

std::string warnings(const std::vector<EpochRecord>& epochs) {
  std::string markup;
  std::set<std::string> told;
  for (const EpochRecord& record : epochs) {
    const std::string& words = record.result.warning;
    if (words.empty() || !told.insert(words).second) continue;
    if (told.size() > most_warnings) break;
    markup += html_paragraph(
        "note", "Warning at epoch " + count_text(record.result.epoch) + ": " + markup_text(words));
  }
  return markup;
}

}  // namespace

std::string html_headline(const ReportContent& content) {
  const std::string data = content.data.empty() ? "A training run" : content.data;
  std::string markup = "<h1>" + markup_text(data) + ", " + progress_text(content) + "</h1>\n";
  const std::string logged =
      content.logged.empty() ? "" : ", last logged " + markup_text(content.logged);
  markup += html_paragraph("soft run", "<code>" + markup_text(content.run) + "</code>" + logged);
  markup += warnings(content.epochs);
  if (content.epochs.empty()) return markup;

  markup += "<dl class=\"tiles\">\n";
  const EvaluatedEpochs evaluated(content.epochs);
  if (!evaluated.empty()) markup += evaluation_tiles(evaluated);
  const EpochResult& last = content.epochs.back().result;
  markup +=
      tile("Discriminator’s loss", loss_text(last.discriminator_loss), "mean of the last epoch");
  markup += tile("Generator’s loss", loss_text(last.generator_loss), "mean of the last epoch");
  return markup + time_tiles(content.epochs) + "</dl>\n";
}

}  // namespace gan
