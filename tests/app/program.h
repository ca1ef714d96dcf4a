// The program, run as a user runs it.
#pragma once

#include <chrono>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

#include "files.h"

namespace gan::test {

struct Outcome {
  int exit_code = -1;  // 128 + the signal's number where one ended it
  std::string output;
  std::string errors;
  long peak_kib = 0;  // of memory
};

// Variables on top of the test's own; "" unsets one.
using Environment = std::vector<std::pair<std::string, std::string>>;

// A program that runs beside the test, without network and with a cache folder of its own. Standard
// output and error are files. It is killed at the end.
class RunningProgram {
 public:
  explicit RunningProgram(std::vector<std::string> words, const Environment& environment = {});
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  void signal(int number) const;
  // Whether it has ended, after waiting for so long at most.
  bool ended(std::chrono::milliseconds patience);
  // What it has said on standard error so far.
  std::string errors() const { return text("errors"); }
  // Waits for its end.
  Outcome finish();

 private:
  std::string text(const std::string& name) const;
  void reap(int options);

  TempFolder folder_;
  pid_t process_ = -1;
  Outcome outcome_;
};

// Runs build/gan with the arguments to its end.
Outcome run_gan(const std::vector<std::string>& arguments, const Environment& environment = {});

// The arguments behind the program's path.
std::vector<std::string> gan_words(const std::vector<std::string>& arguments);

// Runs a call that fails with this exit code: what it says on standard error, which ends with one
// line of gan, behind lines of progress.
std::string refusal_line(const std::vector<std::string>& arguments, int exit_code);

// How many lines a text has.
long lines(const std::string& text);

}  // namespace gan::test
