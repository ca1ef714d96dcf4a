// A run's folder as the content of its report.
#pragma once

#include <string>

#include "gan/report/html/html_report.h"

namespace gan::app {

// Reads what is in the folder of a run, while it is being trained too: options.json, run.json,
// log.jsonl and the pictures, of the samples at most 60, evenly chosen. Nothing is written or
// locked, no data and no network are needed. What is not there stays empty, and so does what is
// damaged, of which the notices tell. Throws Error where the folder is missing or holds no run
// (neither options.json nor log.jsonl), and for a log or picture that cannot be read.
ReportContent read_report(const std::string& run_path);

}  // namespace gan::app
