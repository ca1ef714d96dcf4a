// What a report's page consists of. All of it is markup, with every text escaped.
#pragma once

#include <string>

#include "gan/report/html/html_report.h"

namespace gan {

// The top: what was trained and how far, its most telling numbers, and warnings.
std::string html_headline(const ReportContent& content);

// What stands in the sections; where something is missing, how to get it.

// The slider through all samples, which is there only where there are several.
std::string html_samples(const ReportContent& content);
// Many digits at the end, and the animation. Where less motion is asked for, it stands still.
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
// Those that differ from the defaults first.
std::string html_options(const ReportContent& content);
// Data, device, versions.
std::string html_facts(const ReportContent& content);

}  // namespace gan
