// Clocks, closed streams, no terminal and other languages change nothing.
#include <clocale>
#include <cstdlib>
#include <optional>
#include <sys/wait.h>

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
