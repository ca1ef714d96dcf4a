// Everything that `gan train` can be told.
#pragma once

#include <string>
#include <vector>

#include "flags.h"
#include "gan/data/options.h"
#include "gan/models/options.h"
#include "gan/training/options.h"

namespace gan::app {

// What is written, and when.
struct OutputOptions {
  std::string out = "out";
  std::int64_t log_every = 10;
  std::int64_t save_every = 10;
};

struct TrainOptions {
  DataOptions data;
  GeneratorOptions generator;
  DiscriminatorOptions discriminator;
  TrainingOptions training;
  ComputeOptions compute;
  OutputOptions output;

  // About this call alone, and so not part of options.json.
  std::string options_file;
  bool overwrite = false;
  bool quiet = false;
  bool dry_run = false;

  // All flags under the headings of the help.
  std::vector<FlagGroup> groups();
  // Those that say what is trained: the content of options.json.
  std::vector<Field> recorded();
};

// Defaults, then the file behind --options, then the flags. Throws Error for anything wrong.
TrainOptions resolve(const GivenFlags& flags);

}  // namespace gan::app
