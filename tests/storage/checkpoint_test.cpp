#include "gan/storage/checkpoint.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "files.h"
#include "gan/base/error.h"
#include "gan/networks/layers/batch_norm.h"
#include "gan/storage/generator_file.h"
#include "gan/storage/safetensors/safetensors.h"
#include "storage/some_checkpoint.h"

namespace gan::test {
namespace {

void expect_equal(const NamedTensors& a, const NamedTensors& b) {
  ASSERT_EQ(a.size(), b.size());
  for (const auto& [name, tensor] : b) {
    ASSERT_EQ(a.count(name), 1u) << name;
    EXPECT_EQ(a.at(name).scalar_type(), tensor.scalar_type()) << name;
    EXPECT_TRUE(torch::equal(a.at(name), tensor)) << name;
  }
}

TEST(Checkpoint, ComesBackWhole) {
  const Checkpoint before = some_checkpoint();
  const Checkpoint after = decode_checkpoint(encode_checkpoint(before), "test");
  EXPECT_EQ(after.options, before.options);
  EXPECT_EQ(after.data_sha256, before.data_sha256);
  EXPECT_EQ(after.data_name, before.data_name);
  EXPECT_EQ(after.image.height, 4);
  EXPECT_EQ(after.image.width, 6);
  EXPECT_EQ(after.rollbacks, 2);
  EXPECT_EQ(after.training.engine, "cpu-mlp");
  EXPECT_EQ(after.training.epochs, 12);
  EXPECT_EQ(after.training.iterations, 34);
  EXPECT_EQ(after.training.loss_sum.discriminator_real, 0.1);
  EXPECT_EQ(after.training.loss_sum.discriminator_fake, 1.0 / 3);
  EXPECT_EQ(after.training.loss_sum.generator, 1e300);
  expect_equal(after.training.tensors, before.training.tensors);
  expect_equal(after.samples, before.samples);
}

TEST(Checkpoint, EarlierVersionsDoNotSayWhatComputed) {
  const std::string bytes = encode_checkpoint(some_checkpoint());
  EXPECT_EQ(decode_checkpoint(with_metadata(bytes, "engine", ""), "test").training.engine, "");
}

TEST(Checkpoint, ClassesAreThereWhereARunHasThem) {
  Checkpoint checkpoint = some_checkpoint();
  const std::string without = encode_checkpoint(checkpoint);
  EXPECT_EQ(without.find("classes"), std::string::npos);
  EXPECT_TRUE(decode_checkpoint(without, "test").classes.empty());
  checkpoint.classes = {"cat", "\"dog\", big", "über"};
  checkpoint.labels_sha256 = std::string(64, 'b');
  const std::string bytes = encode_checkpoint(checkpoint);
  const Checkpoint after = decode_checkpoint(bytes, "test");
  EXPECT_EQ(after.classes, checkpoint.classes);
  EXPECT_EQ(after.labels_sha256, checkpoint.labels_sha256);
  for (const char* wrong : {"5", "[1]", "{", "\"cat\""})
    EXPECT_TRUE(
        has(error_of([&] { decode_checkpoint(with_metadata(bytes, "classes", wrong), "test"); }),
            {"test", "\"classes\" as a list of texts", wrong}));
}

TEST(Checkpoint, TheSameRunGivesTheSameBytes) {
  const Checkpoint checkpoint = some_checkpoint();
  EXPECT_TRUE(encode_checkpoint(checkpoint) == encode_checkpoint(checkpoint));
}

TEST(Checkpoint, OtherTypesAreNotWritten) {
  Checkpoint checkpoint = some_checkpoint();
  checkpoint.samples["half"] = torch::zeros({2}, torch::kHalf);
  EXPECT_TRUE(has(error_of([&] { encode_checkpoint(checkpoint); }), {"float32", "Half"}));
}

TEST(Checkpoint, MetadataThatIsMissingOrNoNumberIsNamed) {
  const std::string bytes = encode_checkpoint(some_checkpoint());
  for (const char* name : {"format", "version", "options", "data_sha256", "data_name", "rollbacks",
                           "image_height", "image_width", "epochs", "iterations"}) {
    const std::string without = with_metadata(bytes, name, "");
    EXPECT_TRUE(has(error_of([&] { decode_checkpoint(without, "here"); }), {"here", name}));
  }
  for (const char* wrong : {"-1", "1.5", "99999999999999999999", "x", "1 "}) {
    const std::string spoiled = with_metadata(bytes, "epochs", wrong);
    EXPECT_TRUE(has(error_of([&] { decode_checkpoint(spoiled, "here"); }), {"epochs", wrong}));
  }
}

TEST(Checkpoint, OtherFormatsAndLaterVersionsAreRefusedByName) {
  const std::string bytes = encode_checkpoint(some_checkpoint());
  const std::string other = with_metadata(bytes, "format", "pt");
  EXPECT_TRUE(has(error_of([&] { decode_checkpoint(other, "here"); }), {"another kind"}));
  const std::string later = with_metadata(bytes, "version", "2");
  EXPECT_TRUE(has(error_of([&] { decode_checkpoint(later, "here"); }), {"version 1", "version 2"}));
}

TEST(Checkpoint, ItsLossesMustBeThere) {
  Safetensors content = decode_safetensors(encode_checkpoint(some_checkpoint()), "test");
  std::string bytes = encode_checkpoint(some_checkpoint());
  content = decode_safetensors(bytes, "test");
  content.tensors.erase("loss_sum");
  const std::string without = encode_safetensors(content);
  EXPECT_TRUE(has(error_of([&] { decode_checkpoint(without, "here"); }), {"loss_sum"}));
}

class CheckpointGenerator : public testing::Test {
 protected:
  CheckpointGenerator() {
    GeneratorOptions options;
    options.latent_dim = 3;
    options.hidden = {5};
    generator = Generator(options, ImageShape{4, 6});
    generator->all<BatchNorm>()[0]->forward(torch::randn({8, 5}));
    checkpoint.options = "{\"epochs\": 3, \"latent_dim\": 3, \"generator_hidden\": [5]}";
    for (const auto& entry : generator->named_parameters())
      checkpoint.training.tensors["generator." + entry.key()] = entry.value().detach();
    for (const auto& entry : generator->named_buffers())
      checkpoint.training.tensors["generator." + entry.key()] = entry.value();
  }
  std::string refusal() const {
    return error_of([&] { checkpoint_generator(checkpoint, "here"); });
  }
  Generator generator{nullptr};
  Checkpoint checkpoint = some_checkpoint();
};

TEST_F(CheckpointGenerator, IsTheMovingAverageWhereThereIsOne) {
  Generator average(generator->options(), generator->image());
  NamedTensors& tensors = checkpoint.training.tensors;
  for (const auto& entry : average->named_parameters())
    tensors["average.generator." + entry.key()] = entry.value().detach();
  for (const auto& entry : average->named_buffers())
    tensors["average.generator." + entry.key()] = entry.value();
  const at::Tensor latents = torch::randn({7, 3});
  average->eval();
  EXPECT_TRUE(torch::equal(checkpoint_generator(checkpoint, "here")->forward(latents),
                           average->forward(latents)));
  tensors.erase("average.generator.dense1.bias");
  EXPECT_TRUE(has(refusal(), {"here", "average.generator.dense1.bias"}));
}

TEST_F(CheckpointGenerator, DrawsWhatTheRunsOwnDraws) {
  const at::Tensor latents = torch::randn({7, 3});
  Generator loaded = checkpoint_generator(checkpoint, "here");
  EXPECT_FALSE(loaded->is_training());
  generator->eval();
  EXPECT_TRUE(torch::equal(loaded->forward(latents), generator->forward(latents)));
}

TEST_F(CheckpointGenerator, ThroughAFileToo) {
  const TempFolder temp;
  const std::string path = write_file(temp / "run.safetensors", encode_checkpoint(checkpoint));
  const GeneratorFile file(path, c10::kCPU);
  EXPECT_EQ(file.latent_dim(), 3);
  const at::Tensor latents = torch::randn({7, 3});
  generator->eval();
  EXPECT_TRUE(torch::allclose(file.generate(latents).view({7, 24}), generator->forward(latents)));
}

TEST_F(CheckpointGenerator, RefusesTensorsThatItsOptionsDoNotDescribe) {
  checkpoint.options = "{\"latent_dim\": 4, \"generator_hidden\": [5]}";
  EXPECT_TRUE(has(refusal(), {"here", "dense1.weight"}));
  checkpoint.options = "{\"latent_dim\": -4}";
  EXPECT_TRUE(has(refusal(), {"here", "latent_dim"}));
  checkpoint.options = "no JSON";
  EXPECT_TRUE(has(refusal(), {"here", "generator."}));
  checkpoint.image = {0, 6};
  EXPECT_TRUE(has(refusal(), {"here", "sides"}));
}

}  // namespace
}  // namespace gan::test
