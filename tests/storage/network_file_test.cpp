#include "gan/storage/network_file.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <torch/script.h>
#include <torch/types.h>

#include "files.h"
#include "gan/base/fields.h"
#include "gan/storage/torchscript/torchscript_export.h"

namespace gan::test {
namespace {

template <class Network>
void expect_equal(const Network& ours, const Network& original) {
  const auto compare = [](const auto& first, const auto& second) {
    ASSERT_EQ(first.size(), second.size());
    for (const auto& entry : second) {
      ASSERT_NE(first.find(entry.key()), nullptr) << entry.key();
      EXPECT_TRUE(torch::equal(*first.find(entry.key()), entry.value())) << entry.key();
    }
  };
  compare(ours->named_parameters(), original->named_parameters());
  compare(ours->named_buffers(), original->named_buffers());
}

class NetworkFile : public testing::Test {
 protected:
  std::string failure(const torch::jit::Module& module) const {
    module.save(path);
    const std::string text = error_of([&] { load_network(path); });
    EXPECT_TRUE(has(text, {path}));
    return text;
  }
  // A module that says it is a small generator of ours, with these options.
  static torch::jit::Module pretender(const std::string& options, std::int64_t side = 2) {
    torch::jit::Module module("M");
    module.define("def forward(self, x: Tensor):\n    return x\n");
    const auto text = c10::StringType::get();
    const auto number = c10::IntType::get();
    module.register_attribute("format", text, std::string("gan.generator"));
    module.register_attribute("options", text, options);
    module.register_attribute("image_height", number, side);
    module.register_attribute("image_width", number, side);
    return module;
  }
  TempFolder folder;
  std::string path = folder / "net.pt";
};

TEST_F(NetworkFile, RebuildsAGenerator) {
  for (const auto order : {BatchNormOrder::after_relu, BatchNormOrder::before_relu}) {
    torch::manual_seed(1);
    GeneratorOptions options;
    options.latent_dim = 7;
    options.hidden = {11, 12};
    options.batch_norm = order;
    options.batch_norm_momentum = 0.7;
    options.batch_norm_epsilon = 2e-5;
    Generator original(options, ImageShape{32, 20});
    original->forward(torch::randn({9, 7}));
    write_file(path, export_generator(original));

    auto network = load_network(path);
    ASSERT_TRUE(std::holds_alternative<Generator>(network));
    Generator rebuilt = std::get<Generator>(network);
    GeneratorOptions read = rebuilt->options();
    EXPECT_EQ(fields_to_json(read.fields()), fields_to_json(options.fields()));
    EXPECT_EQ(rebuilt->image().height, 32);
    EXPECT_EQ(rebuilt->image().width, 20);
    EXPECT_FALSE(rebuilt->is_training());
    expect_equal(rebuilt, original);
    original->eval();
    const at::Tensor latents = torch::randn({3, 7});
    EXPECT_TRUE(torch::equal(rebuilt->forward(latents), original->forward(latents)));
    for (const at::Tensor& parameter : rebuilt->parameters())
      EXPECT_TRUE(parameter.requires_grad());
  }
}

TEST_F(NetworkFile, RebuildsADiscriminator) {
  DiscriminatorOptions options;
  options.hidden = {9, 8};
  options.dropout = 0.4;
  Discriminator original(options, ImageShape{32, 20});
  write_file(path, export_discriminator(original));
  auto network = load_network(path);
  ASSERT_TRUE(std::holds_alternative<Discriminator>(network));
  const Discriminator rebuilt = std::get<Discriminator>(network);
  EXPECT_EQ(rebuilt->options().hidden, options.hidden);
  EXPECT_EQ(rebuilt->options().dropout, options.dropout);
  EXPECT_EQ(rebuilt->image().width, 20);
  expect_equal(rebuilt, original);
}

TEST_F(NetworkFile, RefusesTheModulesOfOthers) {
  torch::jit::Module foreign("M");
  foreign.define("def forward(self, x: Tensor):\n    return x\n");
  EXPECT_TRUE(has(failure(foreign), {"saved by this program", "another TorchScript module"}));
  foreign.register_attribute("format", c10::IntType::get(), 5);
  EXPECT_TRUE(has(failure(foreign), {"another TorchScript module"}));

  torch::jit::Module newer("M");
  newer.define("def forward(self, x: Tensor):\n    return x\n");
  newer.register_attribute("format", c10::StringType::get(), std::string("gan.classifier"));
  EXPECT_TRUE(has(failure(newer), {"another TorchScript module"}));
}

TEST_F(NetworkFile, RefusesAFileThatOnlySaysItIsOurs) {
  torch::jit::Module bare("M");
  bare.define("def forward(self, x: Tensor):\n    return x\n");
  bare.register_attribute("format", c10::StringType::get(), std::string("gan.generator"));
  EXPECT_TRUE(has(failure(bare), {"loading a network"}));

  EXPECT_TRUE(has(failure(pretender("no json")), {"a JSON object"}));
  EXPECT_TRUE(has(failure(pretender(R"({"latent_dim":0})")), {"latent_dim", "1 to 65536"}));
  EXPECT_TRUE(has(failure(pretender(R"({"latent_dim":"7"})")), {"a whole number"}));
  EXPECT_TRUE(has(failure(pretender(R"({"latent":7})")), {"latent"}));
  const std::string small = R"({"latent_dim":3,"generator_hidden":[4]})";
  EXPECT_TRUE(has(failure(pretender(small)), {"8 tensors", "found 0"}));
  EXPECT_TRUE(has(failure(pretender(small, -2)), {"loading a network"}));
  EXPECT_TRUE(has(failure(pretender(small, std::int64_t{1} << 31)), {"loading a network"}));

  torch::jit::Module wrong_shape = pretender(small);
  torch::jit::Module dense("Dense");
  dense.register_parameter("weight", torch::zeros({4, 5}), /*is_buffer=*/false);
  wrong_shape.register_module("dense1", dense);
  EXPECT_TRUE(has(failure(wrong_shape), {"the layers that its options describe", "dense1.weight"}));

  torch::jit::Module unknown = pretender(small);
  unknown.register_parameter("stranger", torch::zeros({4}), /*is_buffer=*/false);
  EXPECT_TRUE(has(failure(unknown), {"stranger"}));
}

TEST_F(NetworkFile, RefusesDamage) {
  EXPECT_TRUE(has(error_of([&] { load_network(path); }), {path, "none of that name"}));
  const std::string bytes = export_discriminator(Discriminator());
  write_file(path, bytes.substr(0, bytes.size() - 100));
  EXPECT_TRUE(has(error_of([&] { load_network(path); }), {path, "damaged"}));
  write_file(path, "");
  EXPECT_TRUE(has(error_of([&] { load_network(path); }), {path, "an empty file"}));
}

}  // namespace
}  // namespace gan::test
