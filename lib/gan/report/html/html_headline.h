// The top of a report.
#pragma once

#include <string>

#include "gan/report/html/report_content.h"

namespace gan {

// What was trained and how far, its most telling numbers, and warnings. Markup.
std::string html_headline(const ReportContent& content);

}  // namespace gan
