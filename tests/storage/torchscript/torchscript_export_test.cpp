#include "gan/storage/torchscript/torchscript_export.h"

#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <torch/script.h>
#include <torch/types.h>

#include "gan/networks/layers/batch_norm.h"
#include "gan/storage/torchscript/script_classes.h"
#include "storage/python.h"
#include "storage/raw_tensor.h"

namespace gan::test {
namespace {

constexpr std::int64_t kRows = 6;

torch::jit::Module loaded(const std::string& bytes) {
  std::istringstream stream(bytes);
  return torch::jit::load(stream);
}

// Images as rows, whatever the shape that the script gives them.
at::Tensor run(torch::jit::Module& module, const at::Tensor& input, const at::Tensor& labels) {
  std::vector<c10::IValue> inputs = {input};
  if (labels.defined()) inputs.emplace_back(labels);
  return module.forward(inputs).toTensor().flatten(1);
}

struct Case {
  std::string name;
  GeneratorOptions generator;
  DiscriminatorOptions discriminator;
  ImageShape image;
  std::string architecture = kTutorialArchitecture;
  std::vector<std::string> classes = {};

  // All classes in turn; undefined if there are none.
  at::Tensor labels() const {
    const auto count = static_cast<std::int64_t>(classes.size());
    return count == 0 ? at::Tensor() : torch::arange(kRows).remainder(count);
  }
};

void PrintTo(const Case& each, std::ostream* out) {
  *out << each.name;
}

std::vector<Case> cases() {
  Case tutorial{"tutorial", {}, {}, {}};
  Case before_relu = tutorial;
  before_relu.name = "before-relu";
  before_relu.generator.batch_norm = BatchNormOrder::before_relu;
  Case other{"other-sizes", {}, {}, {32, 20}};
  other.generator.latent_dim = 7;
  other.generator.hidden = {11, 12, 13};
  other.generator.batch_norm_momentum = 0.5;
  other.generator.output_filter = OutputFilter::binomial;
  other.generator.batch_norm_epsilon = 1e-12;
  other.discriminator.hidden = {9};
  other.discriminator.dropout = 0.5;
  std::vector<Case> all = {tutorial, before_relu, other};
  for (const std::string& name : architecture_names()) {
    all.push_back({name, other.generator, other.discriminator, {10, 8, 3}, name});
    all.back().generator.width = all.back().discriminator.width = 4;
    all.push_back(all.back());
    all.back().name += "-conditional";
    all.back().classes = {"cat", "dog", "über"};
  }
  return all;
}

class Export : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    torch::manual_seed(1);
    const auto& [name, generator_options, discriminator_options, image, architecture, classes] =
        GetParam();
    generator = Generator(generator_options, image, architecture, classes);
    discriminator = Discriminator(discriminator_options, image, architecture, classes);
    latents = torch::randn({kRows, generator_options.latent_dim});
    images = torch::rand({kRows, image.values()}) * 2 - 1;
    const torch::NoGradGuard no_grad;
    for (int i = 0; i < 5; ++i) generator->forward(latents * 1.5 + 0.2, labels);
    for (const auto& norm : generator->all<BatchNorm>()) {
      norm->weight.uniform_(0.5, 1.5);
      norm->bias.uniform_(-0.5, 0.5);
    }
  }
  Generator generator{nullptr};
  Discriminator discriminator{nullptr};
  at::Tensor latents, images;
  at::Tensor labels = GetParam().labels();
};

TEST_P(Export, GeneratorComputesTheSame) {
  torch::jit::Module script = loaded(export_generator(generator));
  generator->eval();
  EXPECT_LT(largest_difference(run(script, latents, labels), generator->forward(latents, labels)),
            1e-6);
}

TEST_P(Export, DiscriminatorComputesTheSame) {
  torch::jit::Module script = loaded(export_discriminator(discriminator));
  discriminator->eval();
  const at::Tensor logits = discriminator->forward(images, labels);
  EXPECT_LT(largest_difference(run(script, images, labels), logits), 1e-6);
  const ImageShape image = GetParam().image;
  const at::Tensor squares = images.view({kRows, image.channels, image.height, image.width});
  EXPECT_LT(largest_difference(run(script, squares, labels), logits), 1e-6);
  std::vector<c10::IValue> inputs = {images};
  if (labels.defined()) inputs.emplace_back(labels);
  const at::Tensor probability = script.get_method("probability")(inputs).toTensor();
  EXPECT_LT(largest_difference(probability, torch::sigmoid(logits)), 1e-6);
}

TEST_P(Export, TellsWhatItIs) {
  torch::jit::Module script = loaded(export_generator(generator));
  EXPECT_EQ(script.attr("format").toStringRef(), "gan.generator");
  EXPECT_EQ(script.attr("image_height").toInt(), GetParam().image.height);
  EXPECT_EQ(script.attr("image_width").toInt(), GetParam().image.width);
  EXPECT_EQ(script.attr("latent_dim").toInt(), GetParam().generator.latent_dim);
  EXPECT_EQ(script.attr("image_channels").toInt(), GetParam().image.channels);
  EXPECT_EQ(script.attr("architecture").toStringRef(), GetParam().architecture);
  EXPECT_EQ(script.hasattr("classes"), !GetParam().classes.empty());
  EXPECT_EQ(script_classes(script), GetParam().classes);
  const bool is_mlp = GetParam().architecture == kTutorialArchitecture;
  const auto options = nlohmann::json::parse(script.attr("options").toStringRef());
  EXPECT_EQ(options.contains("generator_hidden"), is_mlp);
  if (is_mlp) EXPECT_EQ(options["generator_hidden"], GetParam().generator.hidden);
  EXPECT_EQ(options["batch_norm_epsilon"], GetParam().generator.batch_norm_epsilon);

  script = loaded(export_discriminator(discriminator));
  EXPECT_EQ(script.attr("format").toStringRef(), "gan.discriminator");
  EXPECT_EQ(script.attr("image_height").toInt(), GetParam().image.height);
  const auto others = nlohmann::json::parse(script.attr("options").toStringRef());
  EXPECT_EQ(others.contains("dropout"), is_mlp);
  if (is_mlp) EXPECT_EQ(others["dropout"], GetParam().discriminator.dropout);
}

TEST_P(Export, IsInInferenceModeWhateverTheNetworkIs) {
  generator->train();
  discriminator->train();
  for (const std::string& bytes :
       {export_generator(generator), export_discriminator(discriminator)}) {
    const torch::jit::Module script = loaded(bytes);
    for (const auto& module : script.modules()) EXPECT_FALSE(module.attr("training").toBool());
  }
  EXPECT_TRUE(generator->is_training()) << "exporting changes the network";
}

TEST_P(Export, CanGoOnTraining) {
  torch::jit::Module script = loaded(export_generator(generator));
  script.train();
  generator->train();
  EXPECT_LT(largest_difference(run(script, latents, labels), generator->forward(latents, labels)),
            1e-5);
  const auto buffers = generator->named_buffers();
  for (const auto& buffer : script.named_buffers()) {
    if (buffer.name.find("running_mean") == std::string::npos) continue;
    EXPECT_LT(largest_difference(buffer.value, *buffers.find(buffer.name)), 1e-5);
  }
  std::size_t parameters = 0;
  run(script, latents, labels).square().sum().backward();
  for (const at::Tensor& parameter : script.parameters()) {
    EXPECT_TRUE(parameter.requires_grad() && parameter.grad().defined());
    ++parameters;
  }
  EXPECT_EQ(parameters, generator->parameters().size());

  // Power iteration is not exported: it would move in one of the two alone.
  if (!discriminator->buffers().empty()) return;
  script = loaded(export_discriminator(discriminator));
  script.train();
  torch::manual_seed(2);
  const at::Tensor dropped = run(script, images, labels);
  torch::manual_seed(2);
  EXPECT_LT(largest_difference(dropped, discriminator->forward(images, labels)), 1e-5);
}

TEST_P(Export, IsACopy) {
  const std::string before = export_generator(generator);
  torch::jit::Module script = loaded(before);
  const at::Tensor output = run(script, latents, labels);
  const torch::NoGradGuard no_grad;
  for (at::Tensor parameter : generator->parameters()) parameter.zero_();
  EXPECT_TRUE(torch::equal(run(script, latents, labels), output));
  EXPECT_NE(export_generator(generator), before);
}

TEST_P(Export, TheSameNetworkGivesTheSameBytes) {
  EXPECT_EQ(export_generator(generator), export_generator(generator));
  EXPECT_EQ(export_discriminator(discriminator), export_discriminator(discriminator));
}

INSTANTIATE_TEST_SUITE_P(Networks, Export, testing::ValuesIn(cases()),
                         [](const auto& each) { return std::to_string(each.index); });

TEST(ExportToPython, ComputesTheSame) {
  const std::string python = python_with_torch();
  if (python.empty()) GTEST_SKIP() << "GAN_TEST_PYTHON names no Python with torch";
  const TempFolder folder;
  torch::manual_seed(3);
  for (const Case& each : cases()) {
    Generator generator(each.generator, each.image, each.architecture, each.classes);
    Discriminator discriminator(each.discriminator, each.image, each.architecture, each.classes);
    const at::Tensor labels = each.labels();
    const at::Tensor latents = torch::randn({kRows, each.generator.latent_dim});
    generator->forward(latents * 1.5, labels);
    generator->eval();
    discriminator->eval();
    const at::Tensor images = generator->forward(latents, labels);
    write_file(folder / each.name + "-gen.pt", export_generator(generator));
    write_raw(folder / each.name + "-gen.in", latents);
    write_raw(folder / each.name + "-gen.out", images);
    write_file(folder / each.name + "-dis.pt", export_discriminator(discriminator));
    write_raw(folder / each.name + "-dis.in", images);
    write_raw(folder / each.name + "-dis.out", discriminator->forward(images, labels));
  }
  const PythonResult result =
      run_python(python, GAN_TESTS_DIR "/storage/check_torchscript.py", folder.path());
  EXPECT_EQ(result.status, 0) << result.output;
  const std::string files = std::to_string(2 * cases().size()) + " files";
  EXPECT_NE(result.output.find(files), std::string::npos) << result.output;
}

}  // namespace
}  // namespace gan::test
