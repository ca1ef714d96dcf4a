// Clocks, closed streams, no terminal and other languages change nothing.
#include <chrono>
#include <clocale>
#include <cstdlib>
#include <optional>
#include <sys/wait.h>
#include <thread>

#include <gtest/gtest.h>

#include "faults/train.h"

namespace gan::test {
namespace {

class Surroundings : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(training.run(folder / "plain").exit_code, 0);
    weights = training.results_of(folder / "plain");
  }
  // The exit code of the run's words in a shell, where "$@" stands for them.
  int in_shell(const std::string& command, const std::string& out) const {
    TinyTraining::Words words = {"/bin/bash", "-c", command, "bash"};
    for (const std::string& word : training.words(out)) words.push_back(word);
    return RunningProgram(words).finish().exit_code;
  }
  TinyTraining training{12};
  TempFolder folder;
  std::string weights;
};

TEST_F(Surroundings, AReaderThatLeavesDoesNotEndTheRun) {
  const std::string out = folder / "head";
  const int code = in_shell(R"("$@" --log-every=1 | head -1; exit "${PIPESTATUS[0]}")", out);
  EXPECT_LT(code, 128) << "ended by a signal";
  EXPECT_EQ(training.results_of(out), weights);
  training.expect_same_end(out, weights, "head");
  tell("standard output closed early (head -1)", "1", "same weights, exit " + std::to_string(code));
}

TEST_F(Surroundings, NoTerminalAndClosedStreams) {
  const std::string out = folder / "closed";
  EXPECT_LT(in_shell(R"(setsid --wait "$@" <&- >&- 2>&-)", out), 128);
  EXPECT_EQ(training.results_of(out), weights);
  tell("no terminal, streams closed", "1", "same weights");
}

TEST_F(Surroundings, ACurrentFolderThatIsGone) {
  TinyTraining::Words words = {"/bin/bash", "-c",
                               "mkdir \"$0\" && cd \"$0\" && rmdir \"$0\" && exec \"$@\"",
                               folder / "gone"};
  for (const std::string& word : training.words(folder / "run")) words.push_back(word);
  const Outcome outcome = RunningProgram(words).finish();
  training.expect_one_error(outcome, "folder gone");
  EXPECT_TRUE(has(outcome.errors, {"the current folder", "cd to another"})) << outcome.errors;
  tell("current folder removed", "1", "exit 1, one line");
}

// Wherever memory ends once the libraries are loaded, LibTorch's destructors included.
TEST_F(Surroundings, LittleMemoryEndsInOneLine) {
  int failed = 0;
  for (const char* kib : {"500000", "560000", "590000", "600000", "610000", "700000"}) {
    TinyTraining::Words words = {"/bin/bash", "-c", "ulimit -v \"$0\"; exec \"$@\"", kib};
    for (const std::string& word :
         training.words(folder / "small", {"--overwrite", "--generator-hidden=2000,2000"}))
      words.push_back(word);
    const Outcome outcome = RunningProgram(words).finish();
    if (outcome.exit_code != 0) training.expect_one_error(outcome, kib);
    failed += outcome.exit_code != 0;
  }
  tell("limits of memory", "6", "0 or 1, one line; " + std::to_string(failed) + " of them 1");
}

TEST_F(Surroundings, AClockThatSteps) {
  const std::string out = folder / "clock";
  const Outcome outcome =
      training.run(out, {}, {{"LD_PRELOAD", GAN_FAULT_SHIM}, {"GAN_CLOCK_STEP", "-3600"}});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_EQ(training.results_of(out), weights);
  std::istringstream log(read_file(out + "/log.jsonl"));
  for (std::string line; std::getline(log, line);) {
    const double seconds = nlohmann::json::parse(line)["seconds"];
    EXPECT_GE(seconds, 0);
    EXPECT_LT(seconds, 600);
  }
  tell("wall clock steps by an hour", "1", "same weights, times sensible");
}

// LibTorch hangs or ends the process where it gets no thread.
TEST_F(Surroundings, ThreadsThatCannotBeMade) {
  for (const char* most : {"1", "2", "3", "4"}) {
    const std::string out = folder / most;
    const Environment few = {{"LD_PRELOAD", GAN_FAULT_SHIM}, {"GAN_FAULT_THREADS", most}};
    for (const TinyTraining::Words& words :
         {training.words(out, {"--threads=0"}),
          training.words(out, {"--threads=0", "--fast=off", "--overwrite"}),
          gan_words({"generate", "--checkpoint", out + "/gan_gen.pt", "--count=2000", "--out",
                     folder / "x.png"})}) {
      RunningProgram program(words, few);
      ASSERT_TRUE(program.ended(std::chrono::seconds(60))) << words[1] << " with " << most;
      const Outcome outcome = program.finish();
      EXPECT_EQ(outcome.exit_code, 0) << words[1] << " with " << most << ": " << outcome.errors;
      const bool told = outcome.errors.find("the system allows no more") != std::string::npos;
      EXPECT_EQ(told, std::thread::hardware_concurrency() > 1 && *most < '4') << outcome.errors;
    }
    EXPECT_EQ(training.results_of(folder / "plain"), weights);
  }
  tell("1 to 4 threads at most", "12", "runs with what it gets, one warning");
}

// The folder and name of a locale with a decimal comma: one that is installed, or made for this.
std::optional<Environment> decimal_comma(const TempFolder& place) {
  const std::string made = "de_DE.UTF-8";
  const std::string make =
      "localedef -i de_DE -f UTF-8 '" + place / made + "' >/dev/null 2>&1 || true";
  if (std::system(make.c_str()) != 0) return std::nullopt;
  const std::string before = std::setlocale(LC_ALL, nullptr);
  std::optional<Environment> found;
  for (const std::string& folder : {std::string(), place.path()})
    for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "fr_FR.utf8"}) {
      const Variable path("LOCPATH", folder.empty() ? std::nullopt : std::optional(folder));
      if (found || std::setlocale(LC_ALL, name) == nullptr) continue;
      if (std::string(std::localeconv()->decimal_point) == ",")
        found = Environment{{"LC_ALL", name}, {"LANG", name}, {"LOCPATH", folder}};
    }
  std::setlocale(LC_ALL, before.c_str());
  return found;
}

TEST_F(Surroundings, ADecimalComma) {
  const TempFolder place;
  const std::optional<Environment> language = decimal_comma(place);
  if (!language) GTEST_SKIP() << "no locale with a decimal comma on this machine";
  const std::string out = folder / "comma";
  const Outcome outcome = training.run(out, {"--learning-rate=0.0002"}, *language);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  ASSERT_EQ(training.run(folder / "point", {"--learning-rate=0.0002"}).exit_code, 0);
  EXPECT_EQ(training.results_of(out), training.results_of(folder / "point"));
  EXPECT_EQ(read_file(out + "/options.json"), read_file(folder / "point/options.json"));
  tell("decimal comma", "1", "same weights and options");
}

}  // namespace
}  // namespace gan::test
