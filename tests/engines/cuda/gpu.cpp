// LibTorch decides once whether it has CUDA, so it is asked before the first test.
#include "engines/cuda/gpu.h"

namespace {

class Cuda : public testing::Environment {
 public:
  void SetUp() override { gan::test::has_gpu(); }
};

const testing::Environment* const registered = testing::AddGlobalTestEnvironment(new Cuda);

}  // namespace
