#include <string>
#include <vector>

#include "gan/base/text.h"
#include "gan/report/charts/bar_chart.h"
#include "gan/report/charts/line_chart.h"
#include "gan/report/charts/markup_text.h"
#include "gan/report/html/html_elements.h"
#include "gan/report/html/html_parts.h"
#include "gan/report/logs/class_rows.h"
#include "gan/report/logs/evaluated_epochs.h"

namespace gan {
namespace {

constexpr std::size_t most_dots = 40;
constexpr std::size_t short_hash = 12;
constexpr std::size_t most_letters = 60;  // below all bars of a chart

using MeasureMember = Measure Evaluation::*;

struct MeasureRow {
  const char* name;
  MeasureMember measure;
  const char* better;
};

constexpr MeasureRow all_measure_rows[] = {
    {"Fréchet distance", &Evaluation::frechet_distance, "less"},
    {"Kernel distance", &Evaluation::kernel_distance, "less"},
    {"Precision", &Evaluation::precision, "more"},
    {"Recall", &Evaluation::recall, "more"},
    {"Density", &Evaluation::density, "more"},
    {"Coverage", &Evaluation::coverage, "more"},
    // Of classes:
    {"Classifier score", &Evaluation::classifier_score, "more"},
    {"Class distance", &Evaluation::class_distance, "less"},
    {"Low-confidence", &Evaluation::low_confidence, "less"},
};
constexpr std::size_t rows_of_features = 6;

std::vector<MeasureRow> measure_rows(const Evaluation& evaluation) {
  const auto* const first = std::begin(all_measure_rows);
  return {first, evaluation.has_classes() ? std::end(all_measure_rows) : first + rows_of_features};
}

// lines: the legend and the measure of each. mark: whether to mark the best epoch.
std::string figure(const EvaluatedEpochs& evaluated, const std::string& heading,
                   const std::string& caption,
                   const std::vector<std::pair<std::string, MeasureMember>>& lines,
                   bool mark = false) {
  LineChart chart;
  chart.title = heading + " by epoch";
  for (const EpochRecord* record : evaluated.epochs)
    chart.x.push_back(static_cast<double>(record->result.epoch));
  for (const auto& [legend, member] : lines) {
    ChartLine& line = chart.lines.emplace_back();
    line.legend = legend;
    for (const EpochRecord* record : evaluated.epochs) {
      const Measure& measure = (*record->evaluation).*member;
      line.values.push_back(measure.value);
      line.low.push_back(measure.interval.low);
      line.high.push_back(measure.interval.high);
    }
  }
  chart.dots = chart.x.size() <= most_dots;
  if (mark) {
    chart.marked = evaluated.best_index;
    chart.mark = "best " + measure_text(chart.lines.front().values[evaluated.best_index]);
  }
  return html_figure(heading, line_chart_svg(chart, ChartPlace::page), caption);
}

std::string class_charts(const EvaluatedEpochs& evaluated) {
  return figure(evaluated, "Class distance",
                "Share of samples that would have to change class to match the class shares of "
                "real images. Less is better.",
                {{"", &Evaluation::class_distance}}) +
         figure(evaluated, "Low-confidence",
                "Share of samples for which no class has a probability of 90 % or more. Less is "
                "better.",
                {{"", &Evaluation::low_confidence}});
}

std::string charts(const EvaluatedEpochs& evaluated) {
  return "<div class=\"columns\">\n" +
         figure(evaluated, "Fréchet distance",
                "Distance between the features of samples and of real images, both modelled as "
                "normal distributions. Less is better.",
                {{"", &Evaluation::frechet_distance}}, true) +
         figure(evaluated, "Kernel distance",
                "Distance between the same features, without a model of their distribution. Less "
                "is better; 0 or below is as good as real images.",
                {{"", &Evaluation::kernel_distance}}) +
         figure(evaluated, "Precision and recall",
                "Share of samples that lie among real images, and of real images that lie among "
                "samples. More is better.",
                {{"precision", &Evaluation::precision}, {"recall", &Evaluation::recall}}) +
         figure(evaluated, "Density and coverage",
                "How densely real images lie around samples, and the share of real images with a "
                "sample near them. More is better.",
                {{"density", &Evaluation::density}, {"coverage", &Evaluation::coverage}}) +
         (evaluated.last().evaluation->has_classes() ? class_charts(evaluated) : "") + "</div>\n";
}

using Cells = std::vector<std::string>;

// The heading, then the value of each measure.
Cells cells_of(const std::string& heading, const Evaluation& evaluation) {
  Cells cells = {heading};
  for (const MeasureRow& row : measure_rows(evaluation))
    cells.push_back(measure_text((evaluation.*row.measure).value));
  if (evaluation.has_classes()) cells.push_back(std::to_string(evaluation.modes));
  return cells;
}

// A table with a column each for the best epoch, the last epoch, real images and noise.
std::string last_and_best(const EvaluatedEpochs& evaluated, const ClassifierRows* rows) {
  Cells names = {"Measure"}, intervals = {"95 % interval"}, better = {"Better"};
  const Evaluation& last = *evaluated.last().evaluation;
  for (const MeasureRow& row : measure_rows(last)) {
    const Interval& interval = (last.*row.measure).interval;
    names.emplace_back(row.name);
    intervals.push_back(measure_text(interval.low) + " to " + measure_text(interval.high));
    better.emplace_back(row.better);
  }
  if (last.has_classes()) {
    names.emplace_back("Classes drawn");
    intervals.emplace_back();
    better.emplace_back("more");
  }

  std::vector<Cells> columns = {names};
  const auto add_epoch = [&](const EpochRecord& record) {
    columns.push_back(cells_of("Epoch " + std::to_string(record.result.epoch), *record.evaluation));
  };
  const bool last_is_best = &evaluated.best() == &evaluated.last();
  if (!last_is_best) add_epoch(evaluated.best());
  add_epoch(evaluated.last());
  columns.push_back(intervals);
  if (rows != nullptr && rows->real_images)
    columns.push_back(cells_of("Real images", *rows->real_images));
  if (rows != nullptr) columns.push_back(cells_of("Noise", rows->uniform_noise));
  columns.push_back(better);

  std::vector<Cells> table(names.size());
  for (const Cells& column : columns)
    for (std::size_t i = 0; i < table.size(); ++i) table[i].push_back(column[i]);
  return html_table(last_is_best ? "The last epoch, which is the best by Fréchet distance"
                                 : "The best epoch by Fréchet distance, and the last epoch",
                    table.front(), {table.begin() + 1, table.end()}, "numbers");
}

std::string all_numbers(const EvaluatedEpochs& evaluated) {
  Cells headings = {"Epoch"};
  const Evaluation& last = *evaluated.last().evaluation;
  for (const MeasureRow& row : measure_rows(last)) headings.emplace_back(row.name);
  if (last.has_classes()) headings.emplace_back("Classes");
  std::vector<Cells> table;
  for (const EpochRecord* record : evaluated.epochs)
    table.push_back(cells_of(std::to_string(record->result.epoch), *record->evaluation));
  return html_details("All numbers", html_table("All measured epochs", headings, table, "numbers"));
}

std::string classified_by(const EvaluatedEpochs& evaluated, const ClassifierRows* rows) {
  const Evaluation& last = *evaluated.last().evaluation;
  const std::string accuracy =
      rows != nullptr && rows->test_accuracy
          ? " (accuracy on the test images: " + percent_text(*rows->test_accuracy) + ")"
          : "";
  std::string markup = html_paragraph(
      "soft", std::string("Measured by ") +
                  (last.has_classes() ? "the classifier" : "the features of the network") +
                  " <code>" + markup_text(last.features_hash.substr(0, short_hash)) + "</code>" +
                  accuracy + " on " + count_text(last.samples) + " samples per epoch, against " +
                  count_text(last.reference_images) + " images of " +
                  markup_text(last.reference_name) + "." +
                  (last.class_accuracy ? " It sees " + percent_text(last.class_accuracy->value) +
                                             " of the last samples as the class that was asked for."
                                       : "") +
                  " Bands are 95 % intervals. Compare only with numbers of the same " +
                  (last.has_classes() ? "classifier" : "network") + ", counts and images.");
  if (evaluated.left_out > 0) {
    const std::string noun =
        evaluated.left_out == 1 ? " earlier evaluation" : " earlier evaluations";
    markup += html_paragraph(
        "note", "Left out: " + count_text(static_cast<std::int64_t>(evaluated.left_out)) + noun +
                    " by another classifier or network, sample count or reference.");
  }
  return markup;
}

}  // namespace

std::string html_measures(const ReportContent& content) {
  const EvaluatedEpochs evaluated(content.epochs);
  if (evaluated.empty())
    return html_missing(
        "This run was not measured. <code>gan train --evaluate-every 10</code> measures a run "
        "while it trains; <code>gan evaluate --checkpoint RUN/gan_gen.pt</code> measures this "
        "run's generator now.");
  const bool comparable = content.classifier && classified_alike(*evaluated.last().evaluation,
                                                                 content.classifier->uniform_noise);
  const ClassifierRows* rows = comparable ? &*content.classifier : nullptr;
  return classified_by(evaluated, rows) + charts(evaluated) + last_and_best(evaluated, rows) +
         all_numbers(evaluated);
}

std::string html_classes(const ReportContent& content) {
  const EvaluatedEpochs evaluated(content.epochs);
  if (evaluated.empty()) return html_missing("Not measured: see <a href=\"#measures\">above</a>.");
  const Evaluation& last = *evaluated.last().evaluation;
  if (!last.has_classes())
    return html_missing(
        "Not measured: a network of features does not see classes, as the classifier does.");
  BarChart chart;
  chart.title = "Share of each class in per cent";
  chart.x_label = "class, as the classifier sees it";
  chart.bars = {{"samples, %", {}}, {"real images, %", {}}};
  std::vector<Cells> table;
  std::size_t letters = 0;
  for (const ClassRow& row : class_rows(last, content.classes)) {
    const double share = row.share(last.class_shares), real = row.share(last.real_class_shares);
    table.push_back({row.name, percent_text(share), percent_text(real)});
    if (row.classes.size() > 1) continue;
    chart.names.push_back(row.name);
    chart.bars[0].values.push_back(100 * share);
    chart.bars[1].values.push_back(100 * real);
    letters += row.name.size();
  }
  if (letters > most_letters) {
    chart.names.assign(chart.names.size(), "");
    chart.x_label = "classes in the order of the table, as the classifier sees them";
  }
  return html_paragraph("soft", "At epoch " + count_text(evaluated.last().result.epoch) + ".") +
         "<div class=\"columns\">\n" + html_figure("", bar_chart_svg(chart), "") +
         html_table("Shares", {"Class", "Samples", "Real images"}, table, "numbers") + "</div>\n";
}

}  // namespace gan
