// A run as one page to look at.
#pragma once

#include <string>

#include "gan/report/html/report_content.h"

namespace gan {

// One self-contained HTML file, well-formed as XML too: nothing is loaded, pictures are inside as
// data: URIs, charts as SVG, the style follows the reader's light or dark scheme, and a few lines
// of script move the slider through the samples (without it, the last one shows). All texts are
// escaped. What is not there is left out with a sentence that says how to get it. Numbers are the
// same in every locale.
std::string html_report(const ReportContent& content);

}  // namespace gan
