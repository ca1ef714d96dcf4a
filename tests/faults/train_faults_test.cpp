// Every call of a whole run that touches its folder fails in turn.
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

TEST(TrainFaults, EveryCallOfARunInTurn) {
  const TinyTraining training(2, {"--save-every=1"});
  const TempFolder folder;
  const std::string log = folder / "log", whole = folder / "whole";
  ASSERT_EQ(training.run(whole, {}, faulty(whole, "", log)).exit_code, 0);
  const std::string weights = training.results_of(whole);

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
    const Outcome outcome = training.run(out, {}, faulty(out, fault));
    if (outcome.exit_code == 0) {
      EXPECT_FALSE(must_fail(call, way)) << what;
      EXPECT_EQ(training.results_of(out), weights) << what;
      continue;
    }
    training.expect_one_error(outcome, what);
    training.expect_nothing_lost(out, outcome, what);
    training.expect_same_end(out, weights, what);
  }
  tell("each call of a whole run fails",
       std::to_string(count) + " of " + std::to_string(cases.size()),
       "exit 1, one line, resumes to the same weights");
}

}  // namespace
}  // namespace gan::test
