// The pictures of a report.
#pragma once

#include <string>

#include "gan/report/html/report_content.h"

namespace gan {

// Each a section of markup; where the pictures are missing, it says how to get them.

// The slider through all samples, which is there only where there are several.
std::string html_samples(const ReportContent& content);
// Many digits at the end, and the animation. Where less motion is asked for, it stands still.
std::string html_grid(const ReportContent& content);
std::string html_neighbours(const ReportContent& content);
std::string html_interpolation(const ReportContent& content);

}  // namespace gan
