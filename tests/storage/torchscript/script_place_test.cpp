#include "gan/storage/torchscript/script_place.h"

#include <sstream>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "files.h"
#include "storage/raw_tensor.h"
#include "storage/script_file.h"

namespace gan::test {
namespace {

at::Tensor placed_output(torch::jit::Module module, const at::Tensor& input) {
  std::stringstream file;
  module.save(file);
  module = torch::jit::load(file);
  place_script(module, c10::kCPU);
  return module.forward({input}).toTensor();
}

TEST(ScriptPlace, DevicesInTheCodeAreThoseOfTheCaller) {
  const at::Tensor x = torch::randn({3, 4});
  for (const char* body :
       {"return x + torch.zeros([3, 4], device='cuda')",
        "return x + torch.zeros([3, 4], device=torch.device('cuda:0'))",
        "return x.to('cuda').to('cuda:1')", "return x.to(device='cuda', dtype=6)",
        "return x.cuda()", "return x.to('mps')",
        "if x.dim() == 2:\n        x = x.cuda() + torch.ones([4], device='cuda') - 1\n"
        "    return x.cpu()"})
    EXPECT_LT(largest_difference(placed_output(script_module(body), x), x), 1e-6) << body;
}

TEST(ScriptPlace, SoAreThoseInAttributes) {
  const at::Tensor x = torch::randn({3, 4});
  torch::jit::Module part("P"), module("M");
  part.register_attribute("device", c10::DeviceObjType::get(), c10::Device("cuda:0"));
  part.define("def forward(self, x: Tensor):\n    return x.to(self.device)\n");
  module.register_attribute("place", c10::StringType::get(), std::string("cuda"));
  module.register_module("part", part);
  module.define("def forward(self, x: Tensor):\n    return self.part.forward(x.to(self.place))\n");
  EXPECT_TRUE(torch::equal(placed_output(module, x), x));
}

TEST(ScriptPlace, EveryTensorIsSeen) {
  torch::jit::Module part("P"), module("M");
  part.register_buffer("b", torch::zeros({2}, torch::kHalf));
  module.register_parameter("a", torch::zeros({1}, torch::kHalf), false);
  module.register_module("part", part);
  c10::Dict<std::string, at::Tensor> named;
  named.insert("d", torch::zeros({3}, torch::kHalf));
  module.register_attribute(
      "named", c10::DictType::create(c10::StringType::get(), c10::TensorType::get()), named);
  module.register_attribute("number", c10::TensorType::get(), torch::zeros({4}, torch::kLong));
  EXPECT_EQ(script_tensors(module).size(), 4U);
  make_float32(module);
  for (const at::Tensor& tensor : script_tensors(module))
    EXPECT_EQ(tensor.scalar_type(), tensor.size(0) == 4 ? torch::kLong : torch::kFloat);
}

}  // namespace
}  // namespace gan::test
