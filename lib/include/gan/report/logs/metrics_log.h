// log.jsonl: the results of each epoch, one line of JSON per epoch.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gan/evaluation/measures/measures.h"
#include "gan/training/epoch_result.h"

namespace gan {

class AppendFile;

struct EpochRecord {
  EpochResult result;
  std::optional<Evaluation> evaluation;  // of the generator after this epoch, if it was measured
};

// An epoch as one JSON object with a line end: epoch, discriminator_loss, generator_loss,
// discriminator_loss_real, discriminator_loss_fake, last_discriminator_loss, last_generator_loss,
// penalty, real_logit, fake_logit, seconds, images_per_second, and if present, warning and
// evaluation (an object, see evaluation_json.h). JSON has no NaN and no infinity: both are written
// as null.
std::string epoch_line(const EpochRecord& record);

// Writes the log of a run. append() passes the whole line to the system before it returns; programs
// that read the file see whole lines only.
class MetricsLog {
 public:
  // Creates the file. In an existing file, keeps the lines of epochs up to `epochs_kept` and
  // removes all others, also those that read_metrics_log() skips. If a skipped line is not empty,
  // keeps a copy of the old file as NAME.damaged. Throws Error if the file cannot be read or
  // written.
  explicit MetricsLog(std::string path, std::int64_t epochs_kept = 0);
  ~MetricsLog();
  MetricsLog(MetricsLog&&) noexcept;
  // One line about the skipped lines; empty if there were none.
  const std::string& passed_over() const { return passed_over_; }

  // Adds a line. Throws Error if it cannot be written whole (a full disk); then removes the partial
  // line and keeps the lines before it.
  void append(const EpochRecord& record);
  // Replaces the last epoch's line. On failure, throws Error and leaves the file as it was.
  void replace_last(const EpochRecord& record);

 private:
  std::string path_, passed_over_;
  std::unique_ptr<AppendFile> file_;
};

// The epochs of a log, in the file's order. null and a missing value read as NaN; but every line
// must have epoch, discriminator_loss and generator_loss. Other keys are ignored. A last line
// without a line end is left out if it is incomplete: the writer was interrupted. Zero bytes, which
// a crash of the machine leaves, are ignored. Lines without a valid epoch (empty, torn, other JSON,
// a damaged evaluation) are skipped; `passed_over`, if given, gets one line about them, or nothing.
// Throws Error with the file's name if it cannot be read.
std::vector<EpochRecord> read_metrics_log(const std::string& path,
                                          std::string* passed_over = nullptr);

}  // namespace gan
