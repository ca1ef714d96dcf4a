#include "gan/storage/generator_file.h"

#include <gtest/gtest.h>
#include <torch/script.h>
#include <torch/types.h>

#include "gan/networks/latents.h"
#include "gan/storage/torchscript/torchscript_export.h"
#include "storage/python.h"
#include "storage/raw_tensor.h"
#include "storage/script_file.h"

namespace gan::test {
namespace {

class GeneratorFileTest : public testing::Test {
 protected:
  GeneratorFileTest() {
    torch::manual_seed(1);
    GeneratorOptions options;
    options.latent_dim = 7;
    options.hidden = {11};
    generator = Generator(options, ImageShape{32, 20});
    generator->forward(torch::randn({20, 7}));
    write_file(path, export_generator(generator));
  }
  // A file with a module of this body of forward(self, x).
  std::string script(const std::string& body) const {
    script_module(body).save(folder / "script.pt");
    return folder / "script.pt";
  }
  static std::string failure(const std::string& file, const GeneratorFileHints& hints = {}) {
    return error_of([&] { GeneratorFile(file, c10::kCPU, hints).generate(torch::randn({6, 4})); });
  }
  TempFolder folder;
  std::string path = folder / "gen.pt";
  Generator generator{nullptr};
};

TEST_F(GeneratorFileTest, DrawsWhatTheNetworkDraws) {
  const GeneratorFile file(path, c10::kCPU);
  EXPECT_EQ(file.latent_dim(), 7);
  const at::Tensor latents = seeded_latents(5, 7, 1);
  const at::Tensor images = file.generate(latents);
  EXPECT_EQ(images.sizes(), (std::vector<std::int64_t>{5, 32, 20}));
  EXPECT_EQ(images.scalar_type(), torch::kFloat32);
  EXPECT_FALSE(images.requires_grad());
  generator->eval();
  EXPECT_LT(largest_difference(images.flatten(1), generator->forward(latents)), 1e-6);
  EXPECT_TRUE(torch::equal(file.generate(latents), images)) << "drawing changes the generator";
}

TEST_F(GeneratorFileTest, MovesWithItsModule) {
  GeneratorFile first(path, c10::kCPU);
  const at::Tensor latents = seeded_latents(2, 7, 1), images = first.generate(latents);
  GeneratorFile second = std::move(first);
  EXPECT_TRUE(torch::equal(second.generate(latents), images));
  GeneratorFile third(script("return x"), c10::kCPU);
  third = std::move(second);
  EXPECT_TRUE(torch::equal(third.generate(latents), images));
}

TEST_F(GeneratorFileTest, AHintThatContradictsAFileOfThisProgramIsRefused) {
  EXPECT_TRUE(has(failure(path, {9, {}}), {path, "--latent-dim 7, as the file says", "found 9"}));
  EXPECT_TRUE(has(failure(path, {{}, ImageShape{20, 32}}),
                  {path, "--image-size 32 by 20, as the file says", "found 20 by 32"}));
  EXPECT_EQ(GeneratorFile(path, c10::kCPU, {7, ImageShape{32, 20}}).latent_dim(), 7);
}

TEST_F(GeneratorFileTest, TheCallerKnowsBetterThanAnotherFile) {
  torch::jit::Module module = script_module("return x.repeat(1, 3)");
  module.register_attribute("latent_dim", c10::IntType::get(), c10::IValue(9));
  module.register_attribute("image_height", c10::IntType::get(), c10::IValue(12));
  module.register_attribute("image_width", c10::IntType::get(), c10::IValue(1));
  module.save(folder / "sizes.pt");
  const auto sizes = [&](const GeneratorFileHints& hints) {
    return GeneratorFile(folder / "sizes.pt", c10::kCPU, hints)
        .generate(torch::randn({6, 4}))
        .sizes()
        .vec();
  };
  EXPECT_EQ(GeneratorFile(folder / "sizes.pt", c10::kCPU).latent_dim(), 9);
  EXPECT_EQ(GeneratorFile(folder / "sizes.pt", c10::kCPU, {4, {}}).latent_dim(), 4);
  EXPECT_EQ(sizes({}), (std::vector<std::int64_t>{6, 12, 1}));
  EXPECT_EQ(sizes({{}, ImageShape{3, 4}}), (std::vector<std::int64_t>{6, 3, 4}));
}

TEST_F(GeneratorFileTest, ImagesOfAnotherSizeThanTheHintAreRefused) {
  EXPECT_TRUE(has(failure(script("return x.view(-1, 2, 2)"), {{}, ImageShape{4, 1}}),
                  {"4 by 1 pixels, as --image-size says", "found 2 by 2"}));
}

TEST_F(GeneratorFileTest, AsksForWhatNobodySays) {
  const std::string file = script("return x.repeat(1, 4)");
  EXPECT_TRUE(has(error_of([&] { GeneratorFile(file, c10::kCPU).latent_dim(); }),
                  {file, "none", "--latent-dim N"}));
  EXPECT_EQ(GeneratorFile(file, c10::kCPU, {4, {}}).latent_dim(), 4);
  EXPECT_TRUE(
      has(failure(script("return x.repeat(1, 3)")), {"square images", "[6, 12]", "--image-size"}));
  EXPECT_TRUE(has(failure(script("return x.repeat(1, 3)"), {{}, ImageShape{3, 5}}),
                  {"15 pixels per image", "[6, 12]", "--image-size"}));
}

TEST_F(GeneratorFileTest, TakesEveryShapeOfImages) {
  const at::Tensor latents = torch::randn({6, 4});
  for (const char* body : {"return x", "return x.view(-1, 2, 2)", "return x.view(-1, 1, 2, 2)",
                           "return x.view(-1, 2, 2, 1)", "return (x,)", "return x.view(6, 4)",
                           "return x.view(-1, 2, 2).transpose(1, 2).transpose(1, 2)",
                           "return x.double()", "return x.t().contiguous().t()"}) {
    const at::Tensor images = GeneratorFile(script(body), c10::kCPU).generate(latents);
    EXPECT_TRUE(torch::equal(images, latents.view({6, 2, 2}))) << body;
  }
}

TEST_F(GeneratorFileTest, TakesColourInEitherOrder) {
  const at::Tensor latents = torch::randn({6, 12}), images = latents.view({6, 3, 2, 2});
  for (const char* body :
       {"return x.view(-1, 3, 2, 2)", "return x.view(-1, 3, 2, 2).permute(0, 2, 3, 1)"})
    EXPECT_TRUE(torch::equal(GeneratorFile(script(body), c10::kCPU).generate(latents), images))
        << body;
  const GeneratorFile flat(script("return x"), c10::kCPU, {{}, ImageShape{2, 2}});
  EXPECT_TRUE(torch::equal(flat.generate(latents), images));
  EXPECT_TRUE(has(failure(script("return x.view(-1, 1, 2, 2).repeat(1, 4, 1, 1)")),
                  {"1 or 3 channels", "[6, 4, 2, 2]"}));
}

TEST_F(GeneratorFileTest, IntegersStayTheNumbersThatTheyAre) {
  const at::Tensor images =
      GeneratorFile(script("return (x * 100).to(0)"), c10::kCPU).generate(torch::ones({6, 4}));
  EXPECT_EQ(images.scalar_type(), torch::kFloat32);
  EXPECT_TRUE(torch::equal(images, torch::full({6, 2, 2}, 100.0F)));
}

TEST_F(GeneratorFileTest, RefusesEveryOtherOutput) {
  for (const char* body :
       {"return x.sum()", "return x.view(-1, 4, 1, 1)", "return x.view(-1, 2, 1, 2)",
        "return x.view(-1, 1, 1, 2, 2)", "return x[:, :0]", "return x[:0]"})
    EXPECT_TRUE(has(failure(script(body)), {"running the generator", "script.pt", "found"}))
        << body;
  EXPECT_TRUE(has(failure(script("return (x, x)")), {"one tensor of images", "Tuple"}));
  EXPECT_TRUE(has(failure(script("return torch.quantize_per_tensor(x, 0.1, 0, 13)")),
                  {"running the generator", "script.pt", "found"}));
}

TEST_F(GeneratorFileTest, TellsWhyAModuleFails) {
  EXPECT_TRUE(has(failure(path), {path, "latents [6, 4]", "give --latent-dim 7"}));
  torch::jit::Module without_forward("M");
  without_forward.save(folder / "empty.pt");
  EXPECT_TRUE(
      has(failure(folder / "empty.pt"), {"takes latents, or latents and labels", "forward"}));
}

TEST_F(GeneratorFileTest, AConditionalOneDrawsTheClassesThatAreAskedFor) {
  GeneratorOptions options;
  options.latent_dim = 7;
  options.hidden = {11};
  const std::vector<std::string> names = {"cat", "dog", "owl"};
  Generator conditional(options, ImageShape{8, 6, 3}, "mlp", names);
  write_file(path, export_generator(conditional));
  const GeneratorFile file(path, c10::kCPU);
  EXPECT_TRUE(file.is_conditional());
  EXPECT_EQ(file.classes(), names);
  const at::Tensor latents = seeded_latents(5, 7, 1), labels = torch::arange(5).remainder(3);
  conditional->eval();
  EXPECT_LT(largest_difference(file.generate(latents, labels).flatten(1),
                               conditional->forward(latents, labels)),
            1e-6);
  EXPECT_TRUE(has(error_of([&] { file.generate(latents); }), {path, "labels", "none"}));
  EXPECT_TRUE(
      has(error_of([&] {
            GeneratorFile(script("return x"), c10::kCPU).generate(torch::zeros({5, 4}), labels);
          }),
          {"no labels", "some"}));
}

TEST_F(GeneratorFileTest, ForeignOnesTakeLabelsAsNumbersOrAsRowsWithAOne) {
  const auto saved = [&](const std::string& body, std::int64_t classes) {
    torch::jit::Module module =
        script_module(body, torch::eye(3).repeat({1, 2}).slice(1, 0, 4), "x: Tensor, y: Tensor");
    if (classes > 0) module.register_attribute("num_classes", c10::IntType::get(), classes);
    module.save(folder / "script.pt");
    return GeneratorFile(folder / "script.pt", c10::kCPU);
  };
  const at::Tensor latents = torch::zeros({5, 4}), labels = torch::arange(5).remainder(3);
  const at::Tensor expected =
      torch::eye(3).repeat({1, 2}).slice(1, 0, 4).index_select(0, labels).view({5, 2, 2});
  const GeneratorFile numbers = saved("return x + torch.embedding(self.w, y)", 0);
  EXPECT_TRUE(numbers.is_conditional());
  EXPECT_TRUE(numbers.classes().empty());
  EXPECT_TRUE(torch::equal(numbers.generate(latents, labels), expected));
  const GeneratorFile rows = saved("return x + torch.mm(y, self.w)", 3);
  EXPECT_EQ(rows.classes(), (std::vector<std::string>{"0", "1", "2"}));
  EXPECT_TRUE(torch::equal(rows.generate(latents, labels), expected));
  const GeneratorFile batches_of_two =
      saved("return x.view(2, 4) + torch.embedding(self.w, y.view(2))", 0);
  EXPECT_TRUE(torch::equal(batches_of_two.generate(latents, labels), expected));
}

TEST_F(GeneratorFileTest, RefusesADiscriminator) {
  write_file(path, export_discriminator(Discriminator()));
  EXPECT_TRUE(has(failure(path), {path, "a discriminator", "gan_gen.pt"}));
}

TEST_F(GeneratorFileTest, RefusesDamage) {
  const std::string bytes = read_file(path);
  write_file(path, bytes.substr(0, bytes.size() / 2));
  EXPECT_TRUE(has(failure(path), {path, "damaged"}));
  write_file(path, noise(1000));
  EXPECT_TRUE(has(failure(path), {path, "unknown data"}));
  EXPECT_TRUE(has(failure(folder / "none.pt"), {"none.pt", "none of that name"}));
}

TEST(GeneratorFileFromPython, TakesGeneratorsAndTellsWhatIsWrongWithOthers) {
  const std::string python = python_with_torch();
  if (python.empty()) GTEST_SKIP() << "GAN_TEST_PYTHON names no Python with torch";
  const TempFolder folder;
  const PythonResult made =
      run_python(python, GAN_TESTS_DIR "/storage/make_torchscript.py", folder.path());
  ASSERT_EQ(made.status, 0) << made.output;

  struct Good {
    std::string name;
    ImageShape image{28, 28};
    GeneratorFileHints hints{100, {}};
  };
  const ImageShape wide{32, 20};
  for (const auto& [name, image, hints] :
       {Good{"traced-flat"}, Good{"scripted-flat"}, Good{"traced-nchw"}, Good{"scripted-nchw"},
        Good{"traced-nhw"}, Good{"one-image-wide", {1, 1}}, Good{"frozen"},
        Good{"saved-in-training"}, Good{"transposed"}, Good{"double"},
        Good{"described", {28, 28}, {}}, Good{"latent64-32x20", wide, {64, wide}},
        Good{"latent64-1x32x20", wide, {64, {}}}, Good{"dcgan"}, Good{"dcgan-traced"}}) {
    SCOPED_TRACE(name);
    const GeneratorFile file(folder / name + ".pt", c10::kCPU, hints);
    const at::Tensor latents = read_raw(folder / name + ".in", 6);
    EXPECT_EQ(file.latent_dim(), latents.size(1));
    const at::Tensor images = file.generate(latents);
    EXPECT_EQ(images.sizes(), (std::vector<std::int64_t>{6, image.height, image.width}));
    EXPECT_LT(largest_difference(images.flatten(1), read_raw(folder / name + ".out", 6)), 1e-6);
  }

  EXPECT_EQ(GeneratorFile(folder / "colour.pt", c10::kCPU)
                .generate(read_raw(folder / "traced-flat.in", 6))
                .sizes(),
            (std::vector<std::int64_t>{6, 3, 28, 28}));

  const std::vector<std::pair<std::string, std::vector<std::string>>> bad = {
      {"two-outputs", {"one tensor of images", "Tuple"}},
      {"five-sizes", {"[n, values]", "[6, 1, 1, 4, 4]"}},
      {"not-finite", {"finite", "NaN or infinity"}},
      {"complex", {"real numbers", "complex"}},
      {"not-square", {"square images", "[6, 640]", "--image-size"}},
      {"raising", {"takes latents", "the generator"}},
      {"without-forward", {"takes latents, or latents and labels", "forward"}},
      {"latent64-32x20", {"takes latents [6, 100]", "give --latent-dim 64"}},
      {"state-dict", {"state_dict", "torch.jit.script(model)"}},
      {"tensor", {"torch.save"}},
      {"old-state-dict", {"the format before 1.6", "torch.jit.trace"}}};
  const at::Tensor latents = read_raw(folder / "traced-flat.in", 6);
  for (const auto& [name, parts] : bad) {
    const std::string path = folder / name + ".pt";
    const std::string text =
        error_of([&, &file_name = path] { GeneratorFile(file_name, c10::kCPU).generate(latents); });
    EXPECT_TRUE(has(text, {path})) << name;
    EXPECT_TRUE(has(text, parts)) << name;
  }
}

}  // namespace
}  // namespace gan::test
