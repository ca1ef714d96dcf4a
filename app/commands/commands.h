// The commands of gan. Each takes the arguments after its name and throws failures as gan::Error.
#pragma once

#include "cli/flags.h"

namespace gan::app {

void train(const Arguments& arguments);
void generate(const Arguments& arguments);
void evaluate(const Arguments& arguments);
void compare(const Arguments& arguments);
void report(const Arguments& arguments);
void summary(const Arguments& arguments);
void synthetic(const Arguments& arguments);

}  // namespace gan::app
