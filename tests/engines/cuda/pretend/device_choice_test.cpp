// What is said where a GPU cannot be used.
#include <set>

#include "engines/cuda/pretend/train.h"

namespace gan::test {
namespace {

struct Obstacle {
  std::string name;
  Environment environment;
  std::vector<std::string> before;  // words in front of the program's
  std::string said;                 // part of the reason
};

const std::vector<Obstacle>& obstacles() {
  static const auto* const all = new std::vector<Obstacle>{
      {"DriverTooOld",
       {{"PRETEND_GPU_COUNT_ERROR", "35"}, {"PRETEND_GPU_DRIVER", "12040"}},
       {},
       "too old"},
      {"NoForwardCompatibility",
       {{"PRETEND_GPU_COUNT_ERROR", "804"}},
       {},
       "does not support this GPU"},
      {"UnknownError", {{"PRETEND_GPU_COUNT_ERROR", "999"}}, {}, "that fails"},
      {"NoDevice", {{"PRETEND_GPU_COUNT_ERROR", "100"}}, {}, "no CUDA device"},
      // The program's environment cannot hold an empty value, but this one's can.
      {"NoneVisible", {}, {"/usr/bin/env", "CUDA_VISIBLE_DEVICES="}, "CUDA_VISIBLE_DEVICES"},
      {"NoKernelImage", {{"PRETEND_GPU_FAIL", "no_image"}}, {}, "cannot compute with this build"},
      {"NoFreeMemory", {{"PRETEND_GPU_MEMORY", "1000000"}}, {}, "has no free memory"},
  };
  return *all;
}

// Behind "no GPU: ".
std::string reason_in(const std::string& output) {
  const std::string before = "no GPU: ";
  const std::size_t at = output.find(before);
  if (at == std::string::npos) return {};
  return output.substr(at + before.size(), output.find('\n', at) - at - before.size());
}

class DeviceChoice : public PretendRun, public testing::WithParamInterface<Obstacle> {};

TEST_P(DeviceChoice, CudaEndsInOneLineThatIsTrue) {
  const Outcome outcome = train("cuda", GetParam().environment, GetParam().before);
  expect_one_line(outcome, 2);
  EXPECT_TRUE(says(outcome.errors, GetParam().said)) << outcome.errors;
  EXPECT_EQ(says(outcome.errors, "memory"), GetParam().name == "NoFreeMemory") << outcome.errors;
  EXPECT_FALSE(std::filesystem::exists(folder / "run"));
}

TEST_P(DeviceChoice, AutoTakesTheCpuAndSaysWhy) {
  const Outcome outcome = train("auto", GetParam().environment, GetParam().before);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(says(outcome.output, "on cpu")) << outcome.output;
  EXPECT_TRUE(says(reason_in(outcome.output), GetParam().said)) << outcome.output;
  EXPECT_FALSE(says(outcome.errors, "Warning")) << outcome.errors;
}

INSTANTIATE_TEST_SUITE_P(Pretend, DeviceChoice, testing::ValuesIn(obstacles()),
                         [](const auto& obstacle) { return obstacle.param.name; });

using DeviceReasons = PretendRun;

TEST_F(DeviceReasons, DifferFromEachOther) {
  std::set<std::string> reasons;
  for (const Obstacle& obstacle : obstacles())
    reasons.insert(reason_in(train("auto", obstacle.environment, obstacle.before).output));
  EXPECT_EQ(reasons.size(), obstacles().size()) << testing::PrintToString(reasons);
}

TEST_F(DeviceReasons, NoneIsGivenForADeviceThatWorks) {
  for (const char* device : {"auto", "cuda", "cuda:1"}) {
    const Outcome outcome = train(device, {{"PRETEND_GPU_DEVICES", "2"}});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    const std::string chosen = std::string(device) == "cuda:1" ? "on cuda:1" : "on cuda:0";
    EXPECT_TRUE(says(outcome.output, chosen)) << outcome.output;
  }
  const Outcome outcome = train("cuda:2", {{"PRETEND_GPU_DEVICES", "2"}});
  expect_one_line(outcome, 2);
  EXPECT_TRUE(says(outcome.errors, "cuda:1 as the last one")) << outcome.errors;
}

}  // namespace
}  // namespace gan::test
