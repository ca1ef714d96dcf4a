#include <gtest/gtest.h>

#include "files.h"
#include "gan/storage/torchscript/torchscript_import.h"
#include "storage/script_file.h"

namespace gan::test {
namespace {

std::string refusal(const std::string& inputs) {
  return error_of(
      [&] { check_signature(script_module("return 5", at::Tensor(), inputs), "x.pt"); });
}

TEST(ScriptSignature, LatentsAloneAreTaken) {
  for (const char* inputs : {"x: Tensor", "x", "x: Optional[Tensor]", "x: Tensor, y: int = 3",
                             "x: Tensor, y: Optional[Tensor] = None"})
    EXPECT_NO_THROW(check_signature(script_module("return 5", at::Tensor(), inputs), "x.pt"))
        << inputs;
}

TEST(ScriptSignature, AnythingElseIsToldAsItIsWritten) {
  EXPECT_TRUE(has(refusal("z: Tensor, y: Tensor"),
                  {"x.pt", "only latents", "forward(z: Tensor, y: Tensor)", "labels"}));
  EXPECT_TRUE(has(refusal("n: int"), {"forward(n: int)", "takes its latents, [n, latent]"}));
  EXPECT_TRUE(has(refusal("x: Tuple[Tensor, Tensor]"), {"forward(x: Tuple[Tensor, Tensor])"}));
  EXPECT_TRUE(has(refusal("x: List[Tensor]"), {"forward(x: List[Tensor])"}));
  EXPECT_TRUE(has(refusal(""), {"found forward()", "takes its latents"}));
}

TEST(ScriptSignature, WithoutForwardItNamesTheOthers) {
  torch::jit::Module module("M");
  EXPECT_TRUE(has(error_of([&] { check_signature(module, "x.pt"); }), {"no forward()"}));
  module.define("def sample(self, x: Tensor):\n    return x\n");
  EXPECT_TRUE(has(error_of([&] { check_signature(module, "x.pt"); }),
                  {"no forward(), only sample()", "forward() calls sample()"}));
}

}  // namespace
}  // namespace gan::test
