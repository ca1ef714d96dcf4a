// The commands of gan. Each takes the words behind its name and returns the process's exit code;
// failures are thrown as gan::Error.
#pragma once

#include <string>
#include <vector>

namespace gan::app {

using Arguments = std::vector<std::string>;

int train(const Arguments& arguments);
int generate(const Arguments& arguments);
int evaluate(const Arguments& arguments);
int compare(const Arguments& arguments);
int report(const Arguments& arguments);
int summary(const Arguments& arguments);

}  // namespace gan::app
