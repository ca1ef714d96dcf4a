// Tests that want a GPU.
#pragma once

#include <ATen/Context.h>
#include <gtest/gtest.h>

#include "gan/device/device.h"

namespace gan::test {

// Asked when a test runs, not when it is listed: asking starts CUDA.
inline bool has_gpu() {
  static const bool there = choose_device("auto").is_cuda();
  return there;
}

class OnGpu : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_gpu()) GTEST_SKIP() << "no GPU: " << reason_for_cpu();
  }
  ~OnGpu() override { at::globalContext().setDeterministicAlgorithms(false, false); }
};

}  // namespace gan::test
