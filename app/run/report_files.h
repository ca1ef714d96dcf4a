// Reads a run's folder into the content of its report.
#pragma once

#include <string>

#include "gan/report/html/html_report.h"

namespace gan::app {

// Reads options.json, run.json, log.jsonl, classifier.json and the pictures of a run, also while
// the run trains. Of the samples, it takes at most 60, evenly chosen. It writes and locks nothing
// and needs no data and no network. Missing and damaged files leave their part of the content
// empty; for damaged ones there is a notice. Throws Error if the folder is missing or holds no run
// (neither options.json nor log.jsonl), and if the log or a picture cannot be read.
ReportContent read_report(const std::string& run_path);

}  // namespace gan::app
