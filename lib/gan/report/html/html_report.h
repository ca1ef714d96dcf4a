// A run as one page to look at.
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

// A picture of the same latents' samples.
struct ReportSample {
  std::int64_t epoch = 0;
  std::string png;  // the file's bytes
};

// All that a report is made of. Texts may hold any bytes; what is empty is said to be missing.
struct ReportContent {
  std::string run;                  // the folder's name
  std::string data;                 // the data's name: "MNIST"
  std::string logged;               // when the log was last written: "2026-01-31 12:00 UTC"
  std::int64_t planned_epochs = 0;  // 0: not known
  std::vector<EpochRecord> epochs;  // ascending
  std::optional<ClassifierRows> classifier;  // what their evaluations are read beside
  std::vector<ReportSample> samples;         // ascending
  std::string grid;           // PNG files' bytes, as all that follow: many digits at the end
  std::string animation;      // through the training
  std::string neighbours;     // samples above, their nearest training images below
  std::string interpolation;  // rows from one latent to another
  std::vector<ReportOption> options;
  // Anything else that is known of the run, by its name: a device, a version.
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<std::string> notices;  // what of the run could not be read, each in a line
};

// One self-contained HTML file, well-formed as XML too: nothing is loaded, pictures are inside as
// data: URIs, charts as SVG, the style follows the reader's light or dark scheme, and a few lines
// of script move the slider through the samples (without it, the last one shows). All texts are
// escaped. What is not there is left out with a sentence that says how to get it. Numbers are the
// same in every locale.
std::string html_report(const ReportContent& content);

}  // namespace gan
