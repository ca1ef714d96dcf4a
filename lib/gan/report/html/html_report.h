// A run's report as one HTML page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gan/report/logs/metrics_log.h"

namespace gan {

// An option of a run, as text.
struct ReportOption {
  std::string name, value;
  std::string usual;    // the default; the same as value where it was not changed
  std::string meaning;  // empty: not known
};

// A picture of the samples of an epoch, from the same latents in every epoch.
struct ReportSample {
  std::int64_t epoch = 0;
  std::string png;  // the file's bytes
};

// The content of a report. Texts may hold any bytes. The page says of empty parts that they are
// missing.
struct ReportContent {
  std::string run;                       // the folder's name
  std::string data;                      // the data's name: "MNIST"
  std::string logged;                    // when the log was last written: "2026-01-31 12:00 UTC"
  std::int64_t planned_epochs = 0;       // 0: not known
  std::vector<std::string> classes;      // the names of the data's; empty: they have none
  std::vector<std::string> row_classes;  // that samples have a row of; empty: no rows of classes
  std::vector<EpochRecord> epochs;       // ascending
  std::optional<ClassifierRows> classifier;  // of real images and noise, for comparison
  std::vector<ReportSample> samples;         // ascending
  std::string grid;                          // PNG bytes, as the next three: samples of the end
  std::string animation;                     // the samples of all epochs
  std::string neighbours;                    // samples above, their nearest training images below
  std::string interpolation;                 // rows from one latent to another
  std::vector<ReportOption> options;
  // Other facts of the run, by name: device, versions.
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<std::string> notices;  // one line for each part that could not be read
};

// One self-contained HTML file that is also well-formed XML. It loads nothing: pictures are data:
// URIs, charts are SVG. The style follows the reader's light or dark scheme. A script moves the
// slider through the samples; without scripts, the last sample shows. All texts are escaped. A
// missing part is replaced by a sentence that says how to get it. Numbers are the same in every
// locale.
std::string html_report(const ReportContent& content);

}  // namespace gan
