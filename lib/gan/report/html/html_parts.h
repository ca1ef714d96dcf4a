// The parts of a report's page, as markup with every text escaped.
#pragma once

#include <string>

#include "gan/report/html/html_report.h"

namespace gan {

// The top: the data, the progress, the most important numbers, and warnings.
std::string html_headline(const ReportContent& content);

// The content of the sections. A missing part is replaced by a sentence that says how to get it.

// The samples, with a slider if there are several.
std::string html_samples(const ReportContent& content);
// The grid of the run's end, and the animation; a still picture for readers who prefer reduced
// motion.
std::string html_grid(const ReportContent& content);
// All measures over the epochs, as charts and as tables.
std::string html_measures(const ReportContent& content);
// How often each class is drawn, beside the real shares.
std::string html_classes(const ReportContent& content);
std::string html_neighbours(const ReportContent& content);
std::string html_interpolation(const ReportContent& content);
std::string html_losses(const ReportContent& content);
// Seconds and images per second, epoch by epoch.
std::string html_timing(const ReportContent& content);
// Options that differ from the defaults come first.
std::string html_options(const ReportContent& content);
// Data, device, versions.
std::string html_facts(const ReportContent& content);

}  // namespace gan
