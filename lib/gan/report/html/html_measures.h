// The measured quality in a report.
#pragma once

#include <string>

#include "gan/report/html/report_content.h"

namespace gan {

// Each a section of markup; a run that was not evaluated is told how to be.

// All measures over the epochs, as charts and as tables.
std::string html_measures(const ReportContent& content);
// How often each class is drawn, beside the real shares.
std::string html_classes(const ReportContent& content);

}  // namespace gan
