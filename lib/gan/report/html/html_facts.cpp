#include <vector>

#include "gan/report/charts/line_chart.h"
#include "gan/report/html/html_elements.h"
#include "gan/report/html/html_parts.h"
#include "gan/report/logs/loss_chart.h"

namespace gan {
namespace {

using Table = std::vector<std::vector<std::string>>;

std::string time_figure(const ReportContent& content, const std::string& heading,
                        double EpochResult::*value) {
  LineChart chart;
  chart.title = heading + " by epoch";
  chart.lines.emplace_back();
  for (const EpochRecord& record : content.epochs) {
    chart.x.push_back(static_cast<double>(record.result.epoch));
    chart.lines.front().values.push_back(record.result.*value);
  }
  return html_figure(heading, line_chart_svg(chart, ChartPlace::page), "");
}

std::string option_table(const std::string& caption, const Table& rows) {
  return html_table(caption, {"Option", "Value", "Default", "Meaning"}, rows, "");
}

}  // namespace

std::string html_losses(const ReportContent& content) {
  if (content.epochs.empty()) return html_missing("No epoch is finished yet.");
  LineChart chart = loss_chart(content.epochs);
  chart.title = "Mean loss of discriminator and generator by epoch";
  return html_figure("", line_chart_svg(chart, ChartPlace::page),
                     "Mean loss of each epoch, in nats. Losses show whether the two networks are "
                     "balanced, not whether the images are good.");
}

std::string html_timing(const ReportContent& content) {
  if (content.epochs.empty()) return html_missing("No epoch is finished yet.");
  return "<div class=\"columns\">\n" +
         time_figure(content, "Seconds an epoch", &EpochResult::seconds) +
         time_figure(content, "Images per second", &EpochResult::images_per_second) + "</div>\n";
}

std::string html_options(const ReportContent& content) {
  if (content.options.empty()) return html_missing("The run has no options.json.");
  Table changed, usual;
  for (const ReportOption& option : content.options)
    (option.value == option.usual ? usual : changed)
        .push_back({option.name, option.value, option.usual, option.meaning});
  std::string markup = changed.empty()
                           ? html_missing("All options have their defaults.")
                           : option_table("Options that differ from the defaults", changed);
  if (!usual.empty())
    markup +=
        html_details("The other options", option_table("Options that have their defaults", usual));
  return markup;
}

std::string html_facts(const ReportContent& content) {
  if (content.facts.empty()) return html_missing("The run has no run.json.");
  Table rows;
  for (const auto& [name, value] : content.facts) rows.push_back({name, value});
  return html_table("From run.json", {"Name", "Value"}, rows, "");
}

}  // namespace gan
