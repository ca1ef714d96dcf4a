// Every call of a whole run that touches its folder fails in turn, and every one of a resumed run.
#include <cstdlib>
#include <fstream>
#include <functional>

#include <gtest/gtest.h>

#include "faults/train.h"

namespace gan::test {
namespace {

// Reading, closing what was read and locking where there are no locks may pass unseen.
bool must_fail(const Call& call, const std::string& way) {
  if (call.path.find("/.lock") != std::string::npos) return false;
  if (call.name == "open" && way == ":EACCES") return false;
  return call.name == "write" || call.name == "fsync" || call.name == "rename" ||
         call.path.find(".tmp-") != std::string::npos;
}

class TrainFaults : public testing::Test {
 protected:
  // Makes what is there before the run, and runs it.
  using Prepare = std::function<void(const std::string& out)>;
  using Run = std::function<Outcome(const std::string& out, const Environment& set)>;

  void fail_each(const Prepare& prepare, const Run& run, const std::string& title) {
    const TempFolder folder;
    const std::string log = folder / "log", whole = folder / "whole";
    prepare(whole);
    ASSERT_EQ(run(whole, faulty(whole, "", log)).exit_code, 0);
    const std::string results = training.results_of(whole);

    struct Case {
      Call call;
      std::string way;
    };
    std::vector<Case> cases;
    for (const Call& call : read_calls(log))
      for (const std::string& way : ways_to_fail(call)) cases.push_back({call, way});
    ASSERT_GT(cases.size(), 100u);

    const bool all = variable("GAN_FAULT_ROUNDS") == "all";
    const std::size_t stride = all ? 1 : cases.size() / 12;
    std::size_t count = 0;
    for (std::size_t i = stride / 2; i < cases.size(); i += stride, ++count) {
      const auto& [call, way] = cases[i];
      const std::string fault = text_of(call) + way, what = fault + " on " + call.path;
      const TempFolder place;
      const std::string out = place / "whole";
      prepare(out);
      const Outcome outcome = run(out, faulty(out, fault));
      if (outcome.exit_code == 0) {
        EXPECT_FALSE(must_fail(call, way)) << what;
        EXPECT_EQ(training.results_of(out), results) << what;
        continue;
      }
      training.expect_one_error(outcome, what);
      training.expect_nothing_lost(out, outcome, what);
      training.expect_same_end(out, results, what);
    }
    tell(title, std::to_string(count) + " of " + std::to_string(cases.size()),
         "exit 1, one line, resumes to the same results");
  }

  const TinyTraining training{2, {"--save-every=1"}};
};

TEST_F(TrainFaults, EveryCallOfARunInTurn) {
  fail_each(
      [](const std::string&) {},
      [&](const std::string& out, const Environment& set) { return training.run(out, {}, set); },
      "each call of a whole run fails");
}

// After a run of one epoch that was cut while it wrote the log's second line.
TEST_F(TrainFaults, EveryCallOfAResumedRunInTurn) {
  const TempFolder folder;
  const std::string half = folder / "half";
  ASSERT_EQ(training.run(half, {"--epochs=1"}).exit_code, 0);
  std::ofstream(half + "/log.jsonl", std::ios::app) << "{\"epoch\":2,\"discr";
  fail_each(
      [&](const std::string& out) {
        ASSERT_EQ(std::system(("cp -r '" + half + "' '" + out + "'").c_str()), 0);
      },
      [&](const std::string& out, const Environment& set) { return training.resume(out, set); },
      "each call of a resumed run fails");
}

}  // namespace
}  // namespace gan::test
