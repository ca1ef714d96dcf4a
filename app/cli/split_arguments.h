// The arguments of a command line that belong to no flag.
#pragma once

#include <string>
#include <vector>

#include "cli/flags.h"

namespace gan::app {

struct SplitArguments {
  std::vector<std::string> positional;  // "run-1" of: gan report run-1 --out page.html
  std::vector<std::string> flags;       // with their values, and whatever else begins with -
};

// Tells apart what GivenFlags is to read and what it would refuse as a stray word.
SplitArguments split_arguments(const std::vector<FlagGroup>& groups,
                               const std::vector<std::string>& arguments);

}  // namespace gan::app
