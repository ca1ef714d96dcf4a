// The losses of a run as a picture.
#pragma once

#include <string>
#include <vector>

#include "gan/report/charts/line_chart.h"
#include "gan/training/epoch_result.h"

namespace gan {

// The discriminator's and the generator's mean loss of each epoch over the epochs.
//
// results: in the order of their epochs; any number, none included. Where a loss is not finite (or
// 1e30 and more) its line has a gap.
LineChart loss_chart(const std::vector<EpochResult>& results);

// The same as a self-contained SVG file with axes, grid and legend, in colours that follow the
// viewer's light or dark scheme. The text is the same in every locale.
std::string loss_plot_svg(const std::vector<EpochResult>& results);

}  // namespace gan
