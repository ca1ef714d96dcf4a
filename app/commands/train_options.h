// Everything that `gan train` can be told.
#pragma once

#include <string>
#include <vector>

#include "cli/flags.h"
#include "gan/data/options.h"
#include "gan/networks/options.h"
#include "gan/training/options.h"
#include "gan/training/preset.h"

namespace gan::app {

// What is written, and when.
struct OutputOptions {
  std::string out = "out";
  std::int64_t log_every = 10, save_every = 10;
  std::int64_t evaluate_every = 0;  // 0: never
  std::int64_t evaluate_samples = 10000;
  bool tensorboard = false;
};

enum class OnDivergence { stop, rollback };

// What is left when something goes wrong, and what is done about it.
struct RecoveryOptions {
  std::int64_t checkpoint_every = 10;
  OnDivergence on_divergence = OnDivergence::stop;
  std::int64_t most_rollbacks = 3;
};

struct TrainOptions {
  DataOptions data;
  std::string architecture = kTutorialArchitecture;
  GeneratorOptions generator;
  DiscriminatorOptions discriminator;
  TrainingOptions training;
  ComputeOptions compute;
  OutputOptions output;
  RecoveryOptions recovery;

  // About this call alone, and so not part of options.json.
  Preset preset = Preset::tutorial;
  std::string resume, options_file;
  bool resume_if_present = false, other_data = false, overwrite = false;
  bool quiet = false, dry_run = false;

  std::vector<FlagGroup> groups();
  // Those that say what is trained and are in use: the content of options.json.
  std::vector<Field> recorded();
};

// Sets the recorded options that a JSON object names, as options.json holds it; `where` is the file
// in errors. Throws Error (usage) as parse_json() and fields_from_json() do.
void read_options(const std::string& text, const std::string& where, TrainOptions& options);

// Defaults, then the preset or the file behind --options, then the flags. Throws Error for anything
// wrong.
TrainOptions resolve(const GivenFlags& flags);

// The options of a run that goes on, from those that it was `started` with. With --resume, they are
// the same but for the flags; throws Error (usage) for a flag that contradicts how the run was
// started, save those that may change: --epochs, the device, where the data are, what is written
// and when. With --resume-if-present, they are resolve()'s; throws Error (usage) where the command,
// its defaults included, describes another run.
TrainOptions resolve_resumed(const GivenFlags& flags, TrainOptions started);

// Throws Error (usage) where options.json, if it is there and can be read, describes another run
// than the options in the file `checkpoint` do: one of the two files was copied here.
void check_same_run(const std::string& options_file, TrainOptions in_checkpoint,
                    const std::string& checkpoint);

}  // namespace gan::app
