#include "run/train_along.h"

#include "cli/stop_signal.h"
#include "gan/base/error.h"
#include "run/processes.h"

namespace gan::app {

void train_along(PreparedTraining& training, const Checkpoint* resumed) {
  Trainer& trainer = training.trainer;
  if (resumed != nullptr) trainer.restore(resumed->training);
  if (trainer.epochs_done() >= training.options.training.epochs) return;
  TrainingEvents events;
  events.should_stop = stop_requested;
  for (bool done = false; !done;) {
    try {
      done = trainer.run(events);
      if (done) continue;
      share_stop_signal();
      processes()->meet();  // rank 0 ends the group
    } catch (const Error& error) {
      if (error.code() != Error::Code::diverged) throw;
      const std::string bytes = processes()->broadcast("");
      trainer.restore(decode_checkpoint(bytes, "the checkpoint of rank 0").training);
    }
  }
}

}  // namespace gan::app
