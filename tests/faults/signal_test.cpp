// Requests to stop, in training and in a download.
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

#include <gtest/gtest.h>

#include "data/loopback_server.h"
#include "faults/train.h"

namespace gan::test {
namespace {

using namespace std::chrono_literals;

class Signals : public testing::Test {
 protected:
  // Waits until standard error has the text.
  static bool heard(const RunningProgram& program, const std::string& text) {
    for (int i = 0; i < 3000; ++i) {
      if (program.errors().find(text) != std::string::npos) return true;
      std::this_thread::sleep_for(10ms);
    }
    return false;
  }
  // Of a run that would go on for long.
  void interrupt(int signal, int exit_code) {
    const TinyTraining training(100000);
    const std::string out = folder / "run";
    RunningProgram program(training.words(out, {"--save-every=100000"}));
    ASSERT_TRUE(heard(program, "epoch  ")) << program.errors();
    program.signal(signal);
    ASSERT_TRUE(program.ended(5s));
    const Outcome outcome = program.finish();
    EXPECT_EQ(outcome.exit_code, exit_code) << outcome.errors;
    EXPECT_TRUE(has(outcome.errors, {"stopped by SIG"})) << outcome.errors;
    training.expect_nothing_lost(out, outcome, std::to_string(signal));
    EXPECT_NE(training.newest(out).path, "");
    EXPECT_TRUE(temporary_files(out).empty());
    // One epoch more, so that the resumed run ends.
    const int done = training.acknowledged(outcome.errors);
    const Outcome more =
        run_gan({"train", "--resume", out, "--epochs=" + std::to_string(done + 2), "--threads=1"});
    EXPECT_EQ(more.exit_code, 0) << more.errors;
    tell(strsignal(signal) + std::string(" in training"), "1",
         "exit " + std::to_string(exit_code) + " within 5 s, checkpoint there, resumes");
  }
  // Of a download from a server that has stopped sending; it must end within 5 s.
  void interrupt_download(int signal, int exit_code, const LoopbackServer& server) {
    RunningProgram program(
        gan_words({"train", "--dataset=mnist", "--out", folder / "run", "--epochs=1"}),
        {{"MNIST_MIRROR", server.url()}});
    for (int i = 0; i < 3000 && server.requests().empty(); ++i) std::this_thread::sleep_for(10ms);
    ASSERT_FALSE(server.requests().empty()) << program.errors();
    EXPECT_FALSE(program.ended(300ms));
    program.signal(signal);
    ASSERT_TRUE(program.ended(5s));
    const Outcome outcome = program.finish();
    EXPECT_EQ(outcome.exit_code, exit_code) << outcome.errors;
    EXPECT_FALSE(std::filesystem::exists(folder / "run"));
    tell(signal == SIGINT ? "SIGINT in a download" : "SIGTERM in a download", "1",
         "exit " + std::to_string(exit_code) + " within 5 s");
  }
  TempFolder folder;
};

TEST_F(Signals, SigintSavesAndEnds) {
  interrupt(SIGINT, 130);
}

TEST_F(Signals, SigtermSavesAndEnds) {
  interrupt(SIGTERM, 143);
}

// As schedulers send them before they end a job.
TEST_F(Signals, Sigusr1SavesAndEnds) {
  interrupt(SIGUSR1, 128 + SIGUSR1);
}

TEST_F(Signals, Sigusr2SavesAndEnds) {
  interrupt(SIGUSR2, 128 + SIGUSR2);
}

TEST_F(Signals, SigxcpuSavesAndEnds) {
  interrupt(SIGXCPU, 128 + SIGXCPU);
}

TEST_F(Signals, WhatTheParentIgnoresStaysIgnored) {
  const TinyTraining training(100000);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGXCPU}) {
    const auto before = std::signal(signal, SIG_IGN);
    RunningProgram program(
        training.words(folder / std::to_string(signal), {"--save-every=100000"}));
    std::signal(signal, before);
    ASSERT_TRUE(heard(program, "epoch  ")) << program.errors();
    program.signal(signal);
    EXPECT_FALSE(program.ended(300ms)) << strsignal(signal);
  }
  tell("signals that the parent ignores", "6", "the run goes on");
}

// Iterations of seconds, so that there is no orderly end between the two.
TEST_F(Signals, TheSecondEndsAtOnce) {
  for (const int signal : {SIGINT, SIGTERM}) {
    RunningProgram program(gan_words(
        {"train", "--dataset=synthetic", "--out", folder / std::to_string(signal), "--epochs=1",
         "--iterations-per-epoch=1000", "--batch-size=40000", "--threads=1", "--device=cpu"}));
    const std::string options = folder / std::to_string(signal) + "/options.json";
    for (int i = 0; i < 3000 && !std::filesystem::exists(options); ++i)
      std::this_thread::sleep_for(10ms);
    std::this_thread::sleep_for(300ms);
    program.signal(signal);
    program.signal(signal);  // as timeout(1) does, to the process and to its group
    EXPECT_FALSE(program.ended(300ms)) << "in the middle of an iteration";
    program.signal(signal);
    ASSERT_TRUE(program.ended(1s));
    EXPECT_EQ(program.finish().exit_code, 128 + signal);
  }
  tell("a second signal", "2", "ends within 1 s");
}

// The kernel sends SIGXCPU every second once a job has used its time, while the checkpoint is
// written; SIGTERM may follow.
TEST_F(Signals, ThoseOfSchedulersMayBeRepeated) {
  RunningProgram program(gan_words({"train", "--dataset=synthetic", "--out", folder / "run",
                                    "--epochs=1", "--iterations-per-epoch=1000",
                                    "--batch-size=4000", "--threads=1", "--device=cpu"}));
  for (int i = 0; i < 3000 && !std::filesystem::exists(folder / "run/options.json"); ++i)
    std::this_thread::sleep_for(10ms);
  std::this_thread::sleep_for(300ms);
  for (const int signal : {SIGXCPU, SIGXCPU, SIGUSR1, SIGTERM}) program.signal(signal);
  ASSERT_TRUE(program.ended(20s));
  const Outcome outcome = program.finish();
  EXPECT_EQ(outcome.exit_code, 128 + SIGXCPU) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, {"stopped by SIGXCPU"})) << outcome.errors;
}

TEST_F(Signals, ADownloadThatStallsIsLeft) {
  const LoopbackServer server([](const Request&) {
    Response response;
    response.body = noise(100000);
    response.break_after = 1000;
    response.stall = 60s;
    return response;
  });
  interrupt_download(SIGINT, 130, server);
}

TEST_F(Signals, AServerThatNeverAnswersIsLeft) {
  std::atomic<bool> over{false};
  const LoopbackServer server([&](const Request&) {
    for (int i = 0; i < 6000 && !over; ++i) std::this_thread::sleep_for(10ms);
    return Response();
  });
  interrupt_download(SIGTERM, 143, server);
  over = true;
}

TEST_F(Signals, InThePauseBetweenTwoTries) {
  const LoopbackServer server([](const Request&) {
    Response response;
    response.status = 503;
    return response;
  });
  RunningProgram program(
      gan_words({"train", "--dataset=mnist", "--out", folder / "run", "--epochs=1"}),
      {{"MNIST_MIRROR", server.url()}});
  for (int i = 0; i < 3000 && server.requests().size() < 3; ++i) std::this_thread::sleep_for(10ms);
  program.signal(SIGINT);
  ASSERT_TRUE(program.ended(5s));
  EXPECT_EQ(program.finish().exit_code, 130);
}

}  // namespace
}  // namespace gan::test
