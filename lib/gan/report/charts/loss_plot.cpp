#include "gan/report/charts/loss_plot.h"

#include "gan/report/charts/number_text.h"

namespace gan {

LineChart loss_chart(const std::vector<EpochResult>& results) {
  LineChart chart;
  chart.title = "Loss by epoch";
  chart.x_label = "epoch";
  chart.y_label = "mean loss (nats)";
  ChartLine discriminator{"discriminator", {}, {}, {}}, generator{"generator", {}, {}, {}};
  for (const EpochResult& result : results) {
    chart.x.push_back(static_cast<double>(result.epoch));
    discriminator.values.push_back(result.discriminator_loss);
    generator.values.push_back(result.generator_loss);
  }
  for (ChartLine* line : {&discriminator, &generator}) {
    if (!line->values.empty()) line->legend += " " + loss_text(line->values.back());
    chart.lines.push_back(*line);
  }
  return chart;
}

std::string loss_plot_svg(const std::vector<EpochResult>& results) {
  return line_chart_svg(loss_chart(results), ChartPlace::file);
}

}  // namespace gan
