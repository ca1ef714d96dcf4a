// Runs on a pretend GPU that are stopped, resumed, or fail.
#include <chrono>
#include <csignal>
#include <thread>

#include "engines/cuda/pretend/train.h"

namespace gan::test {
namespace {

using namespace std::chrono_literals;

class PretendGpuRun : public PretendRun {
 protected:
  static constexpr int kEpochs = 40;

  Words long_run(const std::string& out, const Words& more) const {
    Words all = words(out, {"--device=cuda", "--checkpoint-every=10", "--save-every=20"});
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  static void expect_same_run(const std::string& a, const std::string& b) {
    for (const char* file : {"/gan_gen.pt", "/gan_dis.pt", "/samples/grid.png", "/losses.svg",
                             "/checkpoints/epoch-0040.safetensors"})
      EXPECT_TRUE(read_file(a + file) == read_file(b + file)) << file;
  }

  // Stops it by SIGINT after the first epochs; whatever runs when, both must end the same.
  void cut_and_resume(const Words& more) const {
    const std::string whole = folder / "whole", cut = folder / "cut";
    Words uncut = more;
    uncut.push_back("--epochs=" + std::to_string(kEpochs));
    const Outcome outcome =
        RunningProgram(long_run(whole, uncut), {{"PRETEND_GPU_ORDER", "1"}}).finish();
    ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;

    RunningProgram program(long_run(cut, uncut), {{"PRETEND_GPU_ORDER", "2"}});
    for (int i = 0; i < 3000 && !says(program.errors(), "epoch  "); ++i)
      std::this_thread::sleep_for(10ms);
    program.signal(SIGINT);
    ASSERT_TRUE(program.ended(10s));
    const Outcome stopped = program.finish();
    ASSERT_EQ(stopped.exit_code, 130) << stopped.errors;
    EXPECT_TRUE(says(stopped.errors, "stopped by SIGINT")) << stopped.errors;
    EXPECT_TRUE(says(stopped.errors, "continues from ")) << stopped.errors;

    const Outcome resumed =
        run_gan({"train", "--resume", cut, "--quiet"}, {{"PRETEND_GPU_ORDER", "3"}});
    ASSERT_EQ(resumed.exit_code, 0) << resumed.errors;
    expect_same_run(cut, whole);
  }
};

TEST_F(PretendGpuRun, StoppedBetweenReplaysItEndsTheSame) {
  cut_and_resume({"--iterations-per-epoch=57"});
}

TEST_F(PretendGpuRun, StoppedTheReadableWayItEndsTheSame) {
  cut_and_resume({"--iterations-per-epoch=7", "--fast=off"});
}

TEST_F(PretendGpuRun, MoreEpochsExtendARunToTheBit) {
  const std::string whole = folder / "whole", grown = folder / "grown";
  ASSERT_EQ(RunningProgram(long_run(whole, {"--epochs=40", "--iterations-per-epoch=27"}))
                .finish()
                .exit_code,
            0);
  ASSERT_EQ(RunningProgram(long_run(grown, {"--epochs=20", "--iterations-per-epoch=27"}))
                .finish()
                .exit_code,
            0);
  const Outcome more = run_gan({"train", "--resume", grown, "--epochs=40"});
  ASSERT_EQ(more.exit_code, 0) << more.errors;
  expect_same_run(grown, whole);
}

TEST_F(PretendGpuRun, OutOfMemoryIsOneLineThatSaysWhatNeedsLess) {
  const Outcome outcome = RunningProgram(words(folder / "run", {"--device=cuda", "--quiet"}),
                                         {{"PRETEND_GPU_MEMORY", "30000000"}})
                              .finish();
  expect_one_line(outcome, 1);
  EXPECT_TRUE(says(outcome.errors, "out of memory")) << outcome.errors;
  EXPECT_TRUE(says(outcome.errors, "--batch-size")) << outcome.errors;
}

TEST_F(PretendGpuRun, OtherErrorsDoNotSpeakOfMemory) {
  const Outcome outcome =
      RunningProgram(words(folder / "run", {"--device=cuda", "--quiet", "--epochs=1"}),
                     {{"PRETEND_GPU_FAIL", "replay:3"}})
          .finish();
  expect_one_line(outcome, 1);
  EXPECT_FALSE(says(outcome.errors, "memory")) << outcome.errors;
}

// What goes wrong in graphs alone, or is wrong without a word.
TEST_F(PretendGpuRun, WhatIsWrongInGraphsIsTrainedWithoutThem) {
  for (const char* what : {"product", "capture", "replay", "wrong_product"}) {
    SCOPED_TRACE(what);
    const Outcome outcome = train("cuda", {{"PRETEND_GPU_FAIL", what}});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    EXPECT_TRUE(says(outcome.errors, "failed their check on cuda:0")) << outcome.errors;
    EXPECT_TRUE(says(outcome.output, "on cuda:0, Pretend GPU, the reference iteration"))
        << outcome.output;
    EXPECT_FALSE(says(outcome.errors, "memory")) << outcome.errors;
  }
}

TEST_F(PretendGpuRun, ALowerPrecisionIsNotTrainedAnotherWay) {
  const Outcome outcome =
      RunningProgram(words(folder / "run", {"--device=cuda", "--precision=bf16"}),
                     {{"PRETEND_GPU_FAIL", "wrong_product"}})
          .finish();
  expect_one_line(outcome, 1);
  EXPECT_TRUE(says(outcome.errors, "--precision bf16")) << outcome.errors;
  EXPECT_TRUE(says(outcome.errors, "--precision float32 trains without")) << outcome.errors;
  EXPECT_FALSE(std::filesystem::exists(folder / "run"));
}

TEST_F(PretendGpuRun, AResumeKeepsToWhatComputed) {
  ASSERT_EQ(train("cuda", {{"PRETEND_GPU_FAIL", "capture"}}).exit_code, 0);
  const auto record = [this] { return read_file(folder / "run" + "/run.json"); };
  EXPECT_TRUE(says(record(), R"("engine": "eager")")) << record();
  EXPECT_TRUE(says(record(), "failed their check on cuda:0")) << record();
  EXPECT_TRUE(says(record(), R"("name": "Pretend GPU")")) << record();
  const Outcome more = run_gan({"train", "--resume", folder / "run", "--epochs=2"});
  EXPECT_EQ(more.exit_code, 0) << more.errors;
  EXPECT_TRUE(says(more.errors, "as the run did before")) << more.errors;
  EXPECT_TRUE(says(record(), R"("engine": "eager")")) << record();
}

}  // namespace
}  // namespace gan::test
