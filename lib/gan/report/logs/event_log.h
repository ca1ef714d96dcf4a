// The event file of a run for TensorBoard.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "gan/report/logs/metrics_log.h"
#include "gan/storage/files/append_file.h"

namespace gan {

// The epochs of a run are its steps. Losses, speed and the measures of evaluations are scalars;
// samples are images. TensorBoard may read the file while it grows.
class EventLog {
 public:
  // Creates the file and its folder. In an existing file, keeps the first `epochs_kept` epochs, up
  // to the first damaged or torn record. Throws Error if the file cannot be read or written.
  explicit EventLog(const std::string& path, std::int64_t epochs_kept = 0);

  // The last epoch in the file; 0: none.
  std::int64_t last_epoch() const { return last_epoch_; }

  // Adds an epoch. `sample`: a PNG file's bytes, or empty. Throws Error if the epoch cannot be
  // written whole (a full disk); the epochs before it stay.
  void append(const EpochRecord& record, const std::string& sample);

 private:
  std::int64_t last_epoch_ = 0;
  std::unique_ptr<AppendFile> file_;
};

}  // namespace gan
