#include "gan/device/cuda_device.h"

#include <set>

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

CudaStatus status(int error) {
  CudaStatus status;
  status.error = error;
  status.text = "words of CUDA";
  status.driver = 12020;
  status.runtime = 13000;
  return status;
}

TEST(CudaObstacle, NoneWhereThereAreDevices) {
  EXPECT_EQ(cuda_obstacle(status(0)), "");
}

TEST(CudaObstacle, AnOldDriverIsToldByBothVersions) {
  EXPECT_TRUE(has(cuda_obstacle(status(35)), {"too old", "CUDA 12.2", "13.0"}));
  CudaStatus not_running = status(35);
  not_running.driver = 0;
  EXPECT_TRUE(has(cuda_obstacle(not_running), {"does not run", "nvidia-smi"}));
}

TEST(CudaObstacle, HiddenDevicesAreNoMissingOnes) {
  EXPECT_EQ(cuda_obstacle(status(100)), "no CUDA device on this machine");
  CudaStatus hidden = status(100);
  hidden.visible = "";
  EXPECT_TRUE(has(cuda_obstacle(hidden), {"CUDA_VISIBLE_DEVICES=\"\""}));
  hidden.visible = "7";
  EXPECT_TRUE(has(cuda_obstacle(hidden), {"CUDA_VISIBLE_DEVICES=\"7\""}));
}

TEST(CudaObstacle, EachErrorHasWordsOfItsOwn) {
  std::set<std::string> seen;
  for (const int error : {2, 35, 46, 100, 802, 803, 804, 999, 4711}) {
    const std::string words = cuda_obstacle(status(error));
    EXPECT_TRUE(seen.insert(words.substr(0, words.find(" ("))).second || error == 4711) << words;
    EXPECT_EQ(words.find('\n'), std::string::npos);
    if (error == 35 || error == 100) continue;
    EXPECT_TRUE(has(words, {"error " + std::to_string(error)})) << words;
  }
  EXPECT_TRUE(has(cuda_obstacle(status(804)), {"compatibility package", "LD_LIBRARY_PATH"}));
  EXPECT_TRUE(has(cuda_obstacle(status(4711)), {"words of CUDA"}));
}

}  // namespace
}  // namespace gan::test
