#include "gan/storage/torchscript/script_runner.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "files.h"
#include "storage/raw_tensor.h"
#include "storage/script_file.h"

namespace gan::test {
namespace {

class ScriptRunnerTest : public testing::Test {
 protected:
  ScriptRunnerTest() {
    torch::manual_seed(1);
    weights = torch::randn({4, 9});
  }
  static at::Tensor drawn(const torch::jit::Module& module, const at::Tensor& latents) {
    return ScriptRunner(module, "x.pt", c10::kCPU).run(latents);
  }
  static std::string failure(const torch::jit::Module& module, std::int64_t latent = 4) {
    return error_of([&] { drawn(module, torch::randn({6, latent})); });
  }
  at::Tensor weights;
};

TEST_F(ScriptRunnerTest, AModuleOfAnyFloatingTypeRunsInIt) {
  const at::Tensor latents = torch::randn({6, 4});
  for (const auto type : {torch::kHalf, torch::kBFloat16, torch::kFloat, torch::kDouble}) {
    const at::Tensor own = weights.to(type), images = torch::mm(latents.to(type), own);
    EXPECT_TRUE(
        torch::equal(drawn(script_module("return torch.mm(x, self.w)", own), latents), images))
        << type;
  }
}

TEST_F(ScriptRunnerTest, SoDoesAFrozenOneWithoutTensorsButConstants) {
  const at::Tensor latents = torch::randn({6, 4});
  for (const char* type : {"5", "15", "6", "7"})
    EXPECT_EQ(drawn(script_module(
                        "return torch.mm(x, torch.ones([4, 9], dtype=" + std::string(type) + "))"),
                    latents)
                  .sizes(),
              (std::vector<std::int64_t>{6, 9}))
        << type;
  torch::jit::Module module = script_module("return torch.mm(x, self.w)", weights.to(torch::kHalf));
  module.register_attribute("training", c10::BoolType::get(), false);
  EXPECT_TRUE(torch::equal(drawn(torch::jit::freeze(module), latents),
                           torch::mm(latents.to(torch::kHalf), weights.to(torch::kHalf))));
}

TEST_F(ScriptRunnerTest, MixedTypesAreTriedInTheirOrder) {
  torch::jit::Module module("M");
  module.register_buffer("shift", torch::ones({4}, torch::kDouble));
  module.register_parameter("w", weights, false);
  module.define("def forward(self, x: Tensor):\n    return torch.mm(x, self.w)\n");
  const at::Tensor latents = torch::randn({6, 4});
  EXPECT_TRUE(torch::equal(drawn(module, latents), torch::mm(latents, weights)));
}

TEST_F(ScriptRunnerTest, WhatCannotComputeInItsTypeComputesInFloat32) {
  const std::string body =
      "assert x.dtype == 6, 'not implemented for Half'\n"
      "    return torch.mm(x, self.w) + self.more[0]";
  torch::jit::Module module("M");
  module.register_parameter("w", weights.to(torch::kHalf), false);
  module.register_attribute("more", c10::ListType::ofTensors(),
                            c10::List<at::Tensor>({torch::ones({9}, torch::kHalf)}));
  module.define("def forward(self, x: Tensor):\n    " + body + "\n");
  const at::Tensor latents = torch::randn({6, 4});
  EXPECT_TRUE(torch::equal(drawn(module, latents),
                           torch::mm(latents, weights.to(torch::kHalf).to(torch::kFloat)) + 1));
}

TEST_F(ScriptRunnerTest, AFixedBatchIsFilledUp) {
  const at::Tensor latents = torch::randn({150, 4}), images = torch::mm(latents, weights);
  for (const char* body :
       {"return torch.mm(x, self.w).view(64, 1, 3, 3)",
        "return torch.mm(x, self.w).view(1, 1, 3, 3)",
        "return torch.mm(x, self.w).view(7, 1, 3, 3)",
        "return torch.mm(x, self.w).view(64, 1, 3, -1)", "return torch.mm(x, self.w).view(1, -1)",
        "return torch.mm(x + torch.zeros([64, 4]), self.w)",
        "return torch.mm(torch.cat([x[:, :4], torch.zeros([16, 0])], 1), self.w)",
        "return torch.mm(x.expand(32, 4), self.w)", "return torch.mm(x, self.w)[:5]"})
    for (const std::int64_t count : {1, 63, 64, 65, 150})
      EXPECT_LT(
          largest_difference(
              drawn(script_module(body, weights), latents.narrow(0, 0, count)).reshape({-1, 9}),
              images.narrow(0, 0, count)),
          1e-5)
          << body << ", " << count;
}

TEST_F(ScriptRunnerTest, ABatchThatWorkedIsNotTakenForTheOnlyOne) {
  ScriptRunner runner(script_module("return torch.mm(x, self.w).view(64, 9)", weights), "x.pt",
                      c10::kCPU);
  for (const std::int64_t count : {64, 36, 1000, 64}) {
    const at::Tensor latents = torch::randn({count, 4});
    EXPECT_LT(largest_difference(runner.run(latents), torch::mm(latents, weights)), 1e-5);
  }
}

TEST_F(ScriptRunnerTest, LatentsAsRowsAsPixelsAndOneByOne) {
  const at::Tensor latents = torch::randn({6, 4}), images = torch::mm(latents, weights);
  for (const char* body :
       {"return torch.mm(x, self.w)",
        "return torch.conv_transpose2d(x, self.w.view(4, 1, 3, 3)).view(-1, 9)",
        "return torch.mv(self.w.t(), x)", "return torch.mv(self.w.t(), x).view(1, 9)"})
    EXPECT_LT(largest_difference(drawn(script_module(body, weights), latents), images), 1e-5)
        << body;
  EXPECT_EQ(drawn(script_module("return torch.mv(self.w.t(), x).view(1, 3, 3)", weights), latents)
                .sizes(),
            (std::vector<std::int64_t>{6, 1, 3, 3}));
}

TEST_F(ScriptRunnerTest, AModuleMayOverwriteItsInput) {
  const at::Tensor latents = torch::randn({6, 4}), before = latents.clone();
  drawn(script_module("x.zero_()\n    return torch.mm(x, self.w).view(4, 9)", weights), latents);
  EXPECT_TRUE(torch::equal(latents, before));
}

TEST_F(ScriptRunnerTest, TakesTheOneTensorOutOfWhatHoldsIt) {
  const at::Tensor latents = torch::randn({6, 4});
  for (const char* body : {"return (x,)", "return [x]", "return {'images': x}", "return (x, 5)"})
    EXPECT_TRUE(torch::equal(drawn(script_module(body), latents), latents)) << body;
  EXPECT_TRUE(has(failure(script_module("return (x, x)")), {"one tensor", "Tuple of 2 tensors"}));
  EXPECT_TRUE(has(failure(script_module("return [x, x, x]")), {"one tensor", "3 tensors"}));
  EXPECT_TRUE(has(failure(script_module("return 5")), {"one tensor of images", "Int"}));
  EXPECT_TRUE(has(failure(script_module("return None")), {"one tensor of images", "None"}));
}

TEST_F(ScriptRunnerTest, TellsTheSizeOfTheLatents) {
  const torch::jit::Module rows = script_module("return torch.mm(x, self.w)", weights);
  EXPECT_TRUE(
      has(failure(rows, 5), {"x.pt", "takes latents [6, 5]", "4x9", "give --latent-dim 4"}));
  const std::string conv = "return torch.conv_transpose2d(x, self.w.view(4, 1, 3, 3))";
  EXPECT_TRUE(has(failure(script_module(conv, weights), 5), {"channels", "give --latent-dim 4"}));
  const torch::jit::Module half =
      script_module("return torch.mm(x, self.w)", weights.to(torch::kHalf));
  EXPECT_TRUE(has(failure(half, 5), {"5 and 4x9", "give --latent-dim 4"}));
}

TEST_F(ScriptRunnerTest, TellsWhyAModuleFails) {
  const std::string text =
      failure(script_module("assert x.size(0) > 9999, 'asleep'\n    return x"));
  EXPECT_TRUE(has(text, {"takes latents [6, 4]", "asleep", "torch.randn(6, 4)"}));
  EXPECT_EQ(text.find("--latent-dim"), std::string::npos) << text;
  EXPECT_TRUE(has(failure(script_module("return x.sum()")), {"n = 6", "found a tensor []"}));
}

TEST_F(ScriptRunnerTest, TellsOfADeviceThatTheScriptMakesUp) {
  const std::string body = "return x.to(torch.device('cu' + 'da:' + str(x.dim() - 2)))";
  EXPECT_TRUE(has(failure(script_module(body)), {"CUDA device", "--device cuda"}));
}

}  // namespace
}  // namespace gan::test
