// LibTorch's default generator starts from another random seed in each process; every test here
// draws the same numbers in every run.
#include <ATen/CPUGeneratorImpl.h>
#include <gtest/gtest.h>

namespace gan::test {
namespace {

struct SeedsEachTest : testing::EmptyTestEventListener {
  // Before the test's fixture is made.
  void OnTestStart(const testing::TestInfo& /*test*/) override {
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    generator.set_current_seed(1);
  }
};

[[maybe_unused]] const bool registered = [] {
  testing::UnitTest::GetInstance()->listeners().Append(new SeedsEachTest);
  return true;
}();

}  // namespace
}  // namespace gan::test
