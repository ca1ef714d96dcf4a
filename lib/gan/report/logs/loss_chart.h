// A chart of a run's losses.
#pragma once

#include <vector>

#include "gan/report/charts/line_chart.h"
#include "gan/report/logs/metrics_log.h"

namespace gan {

// The discriminator's and the generator's mean loss by epoch.
//
// records: in the order of their epochs; may be empty. If a loss is not finite, or is 1e30 or more
// in size, its line has a gap.
LineChart loss_chart(const std::vector<EpochRecord>& records);

}  // namespace gan
