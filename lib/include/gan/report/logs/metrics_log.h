// log.jsonl: what each epoch measured, one line of JSON an epoch.
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
  std::optional<Evaluation> evaluation;  // of the generator after this epoch, where it was measured
};

// An epoch as one JSON object with a line end: epoch, discriminator_loss, generator_loss,
// discriminator_loss_real, discriminator_loss_fake, last_discriminator_loss, last_generator_loss,
// seconds, images_per_second, and where there is one, warning and evaluation (an object, as
// evaluation_json.h describes it). JSON knows no NaN and no infinity: both are null.
std::string epoch_line(const EpochRecord& record);

// Writes the log of a run. A line is on its way to the disk when append returns, and other programs
// that read the file see whole lines only.
class MetricsLog {
 public:
  // Creates the file. Where one is there, its lines of the first `epochs_kept` epochs stay, and
  // what comes after them goes, a torn last line included. Lines that read_metrics_log() passes
  // over go, too; unless they are empty, the file as it was is kept under its name and ".damaged".
  // Throws Error when it cannot be read or written.
  explicit MetricsLog(std::string path, std::int64_t epochs_kept = 0);
  ~MetricsLog();
  MetricsLog(MetricsLog&&) noexcept;
  // In a line, what was passed over; empty where nothing was.
  const std::string& passed_over() const { return passed_over_; }

  // Adds a line. Throws Error when it cannot be written whole (a full disk); the part that was
  // written is cut off again, the lines before it stay.
  void append(const EpochRecord& record);
  // Puts this line in the place of the last one, or leaves the file as it was. Throws Error.
  void replace_last(const EpochRecord& record);

 private:
  std::string path_, passed_over_;
  std::unique_ptr<AppendFile> file_;
};

// The epochs of a log, in the file's order. null reads as NaN, and so does a missing value, save
// epoch, discriminator_loss and generator_loss, which every line must have; other keys are ignored.
// A last line without a line end is left out where it is not whole: the writer was cut off. Zero
// bytes, as a crash of the machine leaves them, are taken as not there. Lines that tell of no epoch
// (empty, torn, other JSON, a damaged evaluation) are passed over; `passed_over`, where it is
// given, gets a line about them, or nothing. Throws Error, naming the file, where it cannot be
// read.
std::vector<EpochRecord> read_metrics_log(const std::string& path,
                                          std::string* passed_over = nullptr);

}  // namespace gan
