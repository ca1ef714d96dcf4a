// The program, run as a user runs it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace gan::test {

struct Outcome {
  int exit_code = -1;  // 128 + the signal's number where one ended it
  std::string output;
  std::string errors;
};

// Runs build/gan with the arguments, without network, with a cache folder of its own and with the
// given environment variables on top ("" unsets one). Standard output and error are not terminals.
Outcome run_gan(const std::vector<std::string>& arguments,
                const std::vector<std::pair<std::string, std::string>>& environment = {});

// How many lines a text has.
long lines(const std::string& text);

}  // namespace gan::test
