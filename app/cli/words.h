// The words of a command line that belong to no flag.
#pragma once

#include <string>
#include <vector>

#include "cli/flags.h"

namespace gan::app {

struct SplitWords {
  std::vector<std::string> words;  // "run-1" of: gan report run-1 --out page.html
  std::vector<std::string> flags;  // with their values, and whatever else begins with -
};

// Tells apart what GivenFlags is to read and what it would refuse as a stray word.
SplitWords split_words(const std::vector<FlagGroup>& groups,
                       const std::vector<std::string>& arguments);

}  // namespace gan::app
