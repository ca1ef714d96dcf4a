// A run for TensorBoard: the event file that it reads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "gan/report/logs/metrics_log.h"
#include "gan/storage/files/append_file.h"

namespace gan {

// The epochs of a run as steps: losses, speed and the measures of evaluations as scalars, samples
// as images. TensorBoard may read while it grows.
class EventLog {
 public:
  // Creates the file, and its folder. Where one is there, the first `epochs_kept` epochs stay, up
  // to the first record that is damaged or torn. Throws Error where it cannot be read or written.
  explicit EventLog(const std::string& path, std::int64_t epochs_kept = 0);

  // The last epoch in it; 0: none.
  std::int64_t last_epoch() const { return last_epoch_; }

  // Adds an epoch. `sample`: a PNG file's bytes, or empty. Throws Error when it cannot be written
  // whole (a full disk); the epochs before it stay.
  void append(const EpochRecord& record, const std::string& sample);

 private:
  std::int64_t last_epoch_ = 0;
  std::unique_ptr<AppendFile> file_;
};

}  // namespace gan
