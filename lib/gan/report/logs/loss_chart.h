// The losses of a run as a picture.
#pragma once

#include <vector>

#include "gan/report/charts/line_chart.h"
#include "gan/report/logs/metrics_log.h"

namespace gan {

// The discriminator's and the generator's mean loss of each epoch over the epochs.
//
// records: in the order of their epochs; any number, none included. Where a loss is not finite (or
// 1e30 and more) its line has a gap.
LineChart loss_chart(const std::vector<EpochRecord>& records);

}  // namespace gan
