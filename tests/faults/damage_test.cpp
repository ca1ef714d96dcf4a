// Checkpoints and TorchScript files, damaged at random. They are read by programs of their own, so
// that a crash is seen and memory can be measured.
#include <gtest/gtest.h>

#include "faults/train.h"

namespace gan::test {
namespace {

class Damaged : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempFolder;
    ASSERT_EQ(TinyTraining(2).run(*folder_ / "run").exit_code, 0);
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  static Outcome read_damaged(const std::string& program, const std::string& file, int count) {
    return RunningProgram({GAN_FAULT_PROGRAMS "/" + program, file, std::to_string(count),
                           *folder_ / "damaged"})
        .finish();
  }
  static TempFolder* folder_;
};

TempFolder* Damaged::folder_ = nullptr;

TEST_F(Damaged, CheckpointsAreRefusedWithinTheirMemory) {
  const std::vector<std::string> files = CheckpointFolder(*folder_ / "run").newest_first();
  ASSERT_FALSE(files.empty());
  const int count = rounds("GAN_DAMAGE_ROUNDS", 500);
  const auto start = std::chrono::steady_clock::now();
  const Outcome outcome = read_damaged("damage_checkpoint", files.front(), count);
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_EQ(outcome.output, std::to_string(count) + " refused\n");
  EXPECT_LT(outcome.peak_kib, 256 << 10);
  EXPECT_LT(passed.count(), 5 + 0.02 * count);
  tell("checkpoint damaged", std::to_string(count),
       "all refused, peak " + std::to_string(outcome.peak_kib >> 10) + " MiB, " +
           std::to_string(1000 * passed.count() / count).substr(0, 4) + " ms each");
}

TEST_F(Damaged, TorchScriptIsRefusedOrUnharmed) {
  const int count = rounds("GAN_DAMAGE_ROUNDS", 500);
  const Outcome outcome = read_damaged("damage_torchscript", *folder_ / "run/gan_gen.pt", count);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors.substr(outcome.errors.rfind('\r') + 1);
  EXPECT_TRUE(has(outcome.output, {" refused, ", " unharmed\n"}));
  tell("TorchScript file damaged", std::to_string(count),
       outcome.output.substr(0, outcome.output.find('\n')) + ", no crash");
}

}  // namespace
}  // namespace gan::test
