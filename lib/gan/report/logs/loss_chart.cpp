#include "gan/report/logs/loss_chart.h"

#include "gan/report/charts/number_text.h"

namespace gan {

LineChart loss_chart(const std::vector<EpochRecord>& records) {
  LineChart chart;
  chart.title = "Loss by epoch";
  chart.y_label = "mean loss (nats)";
  ChartLine discriminator{"discriminator", {}, {}, {}}, generator{"generator", {}, {}, {}};
  for (const EpochRecord& record : records) {
    chart.x.push_back(static_cast<double>(record.result.epoch));
    discriminator.values.push_back(record.result.discriminator_loss);
    generator.values.push_back(record.result.generator_loss);
  }
  for (ChartLine* line : {&discriminator, &generator}) {
    if (!line->values.empty()) line->legend += " " + loss_text(line->values.back());
    chart.lines.push_back(*line);
  }
  return chart;
}

}  // namespace gan
