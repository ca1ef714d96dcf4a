#include "gan/engines/kernels/cpu_kernels.h"

#include <string>

#include <gtest/gtest.h>

namespace gan::test {
namespace {

TEST(CpuKernels, AreFoundByTheirNames) {
  for (const std::string name : {"generic", "avx2", "avx512", "avx512bf16"}) {
    const CpuKernels* kernels = cpu_kernels(name.c_str());
    ASSERT_TRUE(kernels != nullptr || name != "generic");
    if (kernels == nullptr) continue;
    EXPECT_EQ(kernels->instruction_set, name);
    EXPECT_EQ(kPadding % kernels->lanes, 0) << "rows must have room for whole vectors";
    EXPECT_EQ(kernels->forward_bf16 != nullptr, name == "avx512bf16");
  }
  EXPECT_EQ(cpu_kernels("mmx"), nullptr);
}

TEST(CpuKernels, TheFastestIsOneThatRuns) {
  const CpuKernels* named = cpu_kernels(cpu_kernels().instruction_set);
  EXPECT_EQ(named, &cpu_kernels());
}

TEST(CpuKernels, WiderVectorsArePreferred) {
  for (const char* name : {"generic", "avx2", "avx512", "avx512bf16"})
    if (const CpuKernels* kernels = cpu_kernels(name)) {
      EXPECT_LE(kernels->lanes, cpu_kernels().lanes);
    }
}

}  // namespace
}  // namespace gan::test
