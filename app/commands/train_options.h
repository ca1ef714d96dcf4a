// The options of `gan train`.
#pragma once

#include <string>
#include <vector>

#include "cli/flags.h"
#include "gan/data/options.h"
#include "gan/networks/options.h"
#include "gan/training/options.h"
#include "gan/training/preset.h"

namespace gan::app {

// What a run writes, and how often.
struct OutputOptions {
  std::string out = "out";
  std::int64_t log_every = 10, save_every = 10;
  std::int64_t evaluate_every = 0;  // 0: never
  std::int64_t evaluate_samples = 10000;
  std::string features;  // a TorchScript network; empty: the classifier
  bool tensorboard = false;
};

enum class OnDivergence { stop, rollback };

// How often a run writes checkpoints, and what it does when it diverges.
struct RecoveryOptions {
  std::int64_t checkpoint_every = 10;
  OnDivergence on_divergence = OnDivergence::stop;
  std::int64_t most_rollbacks = 3;
};

struct TrainOptions {
  DataOptions data;
  std::string architecture = kTutorialArchitecture;
  bool conditional = false;
  GeneratorOptions generator;
  DiscriminatorOptions discriminator;
  TrainingOptions training;
  ComputeOptions compute;
  OutputOptions output;
  RecoveryOptions recovery;

  // For this call only, so not in options.json.
  Preset preset = Preset::tutorial;
  std::string resume, options_file;
  bool resume_if_present = false, other_data = false, overwrite = false;
  bool quiet = false, dry_run = false;
  std::int64_t collective_timeout = 30;  // in seconds

  std::vector<FlagGroup> groups();
  // The content of options.json: all fields in use except those for this call only.
  std::vector<Field> recorded();
};

// Sets the options in `text`, a JSON object as in options.json. `where`: the file's name for
// errors. Throws Error (usage) as parse_json() and fields_from_json() do.
void read_options(const std::string& text, const std::string& where, TrainOptions& options);

// The options of a new run: defaults, then the preset or the file of --options, then the flags.
// Throws Error for a wrong flag, value or file.
TrainOptions resolve(const GivenFlags& flags);

// What the preset sets and the architecture does not use, in a line; empty if there is nothing.
std::string preset_notice(const TrainOptions& options);

// Changes the recorded options of a run by the flags. A given --data or --dataset replaces both.
void override_data(DataOptions& recorded, const GivenFlags& flags);

// The options of a resumed run that was `started` with these. With --resume: `started`, changed by
// the flags. Throws Error (usage) for a flag that contradicts `started`, unless it may change:
// --epochs, the device, where the data are, what is written and when. With --resume-if-present:
// those of resolve(). Throws Error (usage) if the command, with its defaults, describes another
// run.
TrainOptions resolve_resumed(const GivenFlags& flags, TrainOptions started);

// Throws Error (usage) if options.json can be read and describes another run than the options in
// the file `checkpoint`: then one of the two files belongs to another run.
void check_same_run(const std::string& options_file, TrainOptions in_checkpoint,
                    const std::string& checkpoint);

}  // namespace gan::app
