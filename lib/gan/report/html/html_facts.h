// How a run was made, in a report.
#pragma once

#include <string>

#include "gan/report/html/report_content.h"

namespace gan {

// Each a section of markup.

std::string html_losses(const ReportContent& content);
// Seconds and images per second, epoch by epoch.
std::string html_timing(const ReportContent& content);
// Those that differ from the defaults first.
std::string html_options(const ReportContent& content);
// Data, device, versions.
std::string html_facts(const ReportContent& content);

}  // namespace gan
