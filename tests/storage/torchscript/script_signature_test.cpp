#include <gtest/gtest.h>

#include "files.h"
#include "gan/storage/torchscript/torchscript_import.h"
#include "storage/script_file.h"

namespace gan::test {
namespace {

std::string refusal(const std::string& inputs) {
  return error_of([&] { takes_labels(script_module("return 5", at::Tensor(), inputs), "x.pt"); });
}

TEST(ScriptSignature, LatentsAreTakenAloneOrWithLabels) {
  for (const char* inputs : {"x: Tensor", "x", "x: Optional[Tensor]", "x: Tensor, y: int = 3",
                             "x: Tensor, y: Optional[Tensor] = None"})
    EXPECT_FALSE(takes_labels(script_module("return 5", at::Tensor(), inputs), "x.pt")) << inputs;
  for (const char* inputs : {"z: Tensor, y: Tensor", "z, y", "z: Tensor, y: Tensor, k: int = 3"})
    EXPECT_TRUE(takes_labels(script_module("return 5", at::Tensor(), inputs), "x.pt")) << inputs;
}

TEST(ScriptSignature, AnythingElseIsToldAsItIsWritten) {
  EXPECT_TRUE(has(refusal("z: Tensor, y: Tensor, w: Tensor"),
                  {"x.pt", "latents and labels", "forward(z: Tensor, y: Tensor, w: Tensor)"}));
  EXPECT_TRUE(has(refusal("z: Tensor, n: int"), {"forward(z: Tensor, n: int)", "the rest"}));
  EXPECT_TRUE(has(refusal("n: int"), {"forward(n: int)", "takes its latents, [n, latent]"}));
  EXPECT_TRUE(has(refusal("x: Tuple[Tensor, Tensor]"), {"forward(x: Tuple[Tensor, Tensor])"}));
  EXPECT_TRUE(has(refusal("x: List[Tensor]"), {"forward(x: List[Tensor])"}));
  EXPECT_TRUE(has(refusal(""), {"found forward()", "takes its latents"}));
}

TEST(ScriptSignature, WithoutForwardItNamesTheOthers) {
  torch::jit::Module module("M");
  EXPECT_TRUE(has(error_of([&] { takes_labels(module, "x.pt"); }), {"no forward()"}));
  module.define("def sample(self, x: Tensor):\n    return x\n");
  EXPECT_TRUE(has(error_of([&] { takes_labels(module, "x.pt"); }),
                  {"no forward(), only sample()", "forward() calls sample()"}));
}

}  // namespace
}  // namespace gan::test
