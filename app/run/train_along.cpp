#include "run/train_along.h"

#include "cli/stop_signal.h"
#include "gan/base/error.h"
#include "gan/storage/checkpoint.h"
#include "run/processes.h"

namespace gan::app {
namespace {

void restore(Trainer& trainer, const std::string& checkpoint) {
  trainer.restore(decode_checkpoint(checkpoint, "the checkpoint of rank 0").training);
}

}  // namespace

void train_along(PreparedTraining& training, const std::string& checkpoint) {
  Trainer& trainer = training.trainer;
  if (!checkpoint.empty()) restore(trainer, checkpoint);
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
      restore(trainer, processes()->broadcast(""));
    }
  }
}

}  // namespace gan::app
