// What holds for every architecture of the table, in sizes that fit and that do not.
#include <gtest/gtest.h>
#include <torch/types.h>

#include "files.h"
#include "gan/networks/architecture.h"
#include "gan/networks/network_copy.h"
#include "gan/networks/options.h"
#include "gan/networks/summary.h"
#include "networks/small_networks.h"

namespace gan::test {
namespace {

struct Case {
  std::string architecture;
  ImageShape image;
  std::vector<std::string> classes = {};
};

void PrintTo(const Case& each, std::ostream* out) {
  *out << each.architecture << " " << each.image.channels << "x" << each.image.height << "x"
       << each.image.width << (each.classes.empty() ? "" : ", conditional");
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const std::string& name : architecture_names())
    for (const ImageShape image :
         {ImageShape{8, 12, 1}, {8, 8, 3}, {7, 10, 3}, {5, 1, 1}, {40, 66, 3}})
      all.push_back({name, image});
  for (const std::string& name : architecture_names())
    all.push_back({name, ImageShape{7, 10, 3}, {"cat", "dog", "owl"}});
  return all;
}

class Architectures : public testing::TestWithParam<Case> {
 protected:
  SmallNetworks networks =
      small_networks(GetParam().architecture, GetParam().image, GetParam().classes);
  Generator& generator = networks.generator;
  Discriminator& discriminator = networks.discriminator;
  ImageShape image = GetParam().image;
  at::Tensor latents = torch::randn({6, kSmallLatentDim});
  at::Tensor labels = labels_of(6);

  // All classes in turn; undefined if there are none.
  static at::Tensor labels_of(std::int64_t count) {
    const auto classes = static_cast<std::int64_t>(GetParam().classes.size());
    return classes == 0 ? at::Tensor() : torch::arange(count).remainder(classes);
  }
};

TEST_P(Architectures, TheTestsDrawTheSameNetworksInEveryRun) {
  torch::manual_seed(1);
  const SmallNetworks again =
      small_networks(GetParam().architecture, GetParam().image, GetParam().classes);
  EXPECT_TRUE(torch::equal(again.generator->parameters()[0], generator->parameters()[0]));
}

TEST_P(Architectures, DrawsImagesAndClassifiesThem) {
  const at::Tensor images = generator->forward(latents, labels);
  EXPECT_EQ(images.sizes(), (std::vector<std::int64_t>{6, image.values()}));
  EXPECT_LE(images.abs().max().item<double>(), 1);
  EXPECT_EQ(size_of(generator->output_shape()), image.values());
  const at::Tensor logits = discriminator->forward(images, labels);
  EXPECT_EQ(logits.sizes(), (std::vector<std::int64_t>{6, 1}));
  EXPECT_EQ(discriminator->output_shape(), Shape{1});
}

TEST_P(Architectures, GradientsReachEveryParameter) {
  discriminator->forward(generator->forward(latents, labels), labels).square().sum().backward();
  const auto check = [](const torch::nn::Module& network) {
    for (const auto& entry : network.named_parameters())
      EXPECT_TRUE(entry.value().grad().defined() &&
                  entry.value().grad().isfinite().all().item<bool>())
          << entry.key();
  };
  check(*generator);
  check(*discriminator);
}

TEST_P(Architectures, EveryPixelDependsOnTheLatent) {
  const torch::NoGradGuard no_grad;
  const at::Tensor one_class = labels.defined() ? torch::zeros({64}, torch::kInt64) : labels;
  const at::Tensor images = generator->forward(torch::randn({64, kSmallLatentDim}), one_class);
  EXPECT_GT(images.std(0).min().item<double>(), 0);
}

TEST_P(Architectures, TheClassDecidesWhatIsDrawnAndJudged) {
  const torch::NoGradGuard no_grad;
  EXPECT_EQ(generator->is_conditional(), !GetParam().classes.empty());
  EXPECT_EQ(discriminator->is_conditional(), !GetParam().classes.empty());
  if (GetParam().classes.empty()) return;
  for (at::Tensor parameter : generator->parameters())
    parameter.add_(torch::randn_like(parameter), 0.1);
  generator->eval();
  discriminator->eval();
  const at::Tensor one = latents.slice(0, 0, 1).repeat({3, 1}), each = labels_of(3);
  const at::Tensor images = generator->forward(one, each);
  EXPECT_FALSE(torch::equal(images[0], images[1]));
  EXPECT_FALSE(torch::equal(images[1], images[2]));
  const at::Tensor logits = discriminator->forward(images.slice(0, 0, 1).repeat({3, 1}), each);
  EXPECT_NE(logits[0].item<float>(), logits[1].item<float>());
  EXPECT_NE(logits[1].item<float>(), logits[2].item<float>());
  EXPECT_TRUE(has(error_of([&] { generator->forward(latents); }), {"class of each", "no labels"}));
  EXPECT_TRUE(has(error_of([&] { discriminator->forward(images, each + 1); }),
                  {"classes from 0 to 2", "1 to 3"}));
}

TEST_P(Architectures, AGivenSeedDecidesTheWeights) {
  const auto weights = [&](std::uint64_t seed) {
    torch::manual_seed(seed);
    const SmallNetworks made = small_networks(GetParam().architecture, image, GetParam().classes);
    return torch::cat({made.generator->parameters()[0].flatten(),
                       made.discriminator->parameters()[0].flatten()})
        .detach();
  };
  EXPECT_TRUE(torch::equal(weights(5), weights(5)));
  EXPECT_FALSE(torch::equal(weights(5), weights(6)));
}

TEST_P(Architectures, TheSummaryCountsEveryParameter) {
  for (const NetworkSummary& summary : {summarise(generator), summarise(discriminator)}) {
    std::int64_t rows = 0;
    for (const LayerSummary& layer : summary.layers) rows += layer.parameters;
    EXPECT_EQ(rows, summary.total()) << to_text(summary);
    EXPECT_GT(summary.trainable, 0);
  }
  EXPECT_EQ(summarise(discriminator).layers.back().output_shape, "(None, 1)");
}

TEST_P(Architectures, ACopyComputesTheSame) {
  generator->forward(latents, labels);
  generator->eval();
  discriminator->eval();
  Generator copy = copy_of(generator);
  copy->eval();
  EXPECT_EQ(copy->architecture(), GetParam().architecture);
  EXPECT_EQ(copy->classes(), GetParam().classes);
  const at::Tensor images = generator->forward(latents, labels);
  EXPECT_TRUE(torch::equal(copy->forward(latents, labels), images));
  Discriminator other = copy_of(discriminator, 0);
  other->eval();
  EXPECT_TRUE(torch::equal(other->forward(images, labels), discriminator->forward(images, labels)));
}

INSTANTIATE_TEST_SUITE_P(Table, Architectures, testing::ValuesIn(cases()),
                         [](const auto& each) { return std::to_string(each.index); });

TEST(ArchitectureTable, EveryOptionIsReadBySomeArchitectureAndExists) {
  std::vector<std::string> names;
  for (const Field& field : GeneratorOptions().fields()) names.push_back(field.name());
  for (const Field& field : DiscriminatorOptions().fields()) names.push_back(field.name());
  for (const Architecture& architecture : architectures())
    for (const std::string& option : architecture.options)
      EXPECT_EQ(std::count(names.begin(), names.end(), option), 1)
          << architecture.name << " reads " << option;
  for (const std::string& name : names) {
    const bool read = std::any_of(
        architectures().begin(), architectures().end(), [&](const Architecture& architecture) {
          return std::count(architecture.options.begin(), architecture.options.end(), name) > 0;
        });
    EXPECT_TRUE(read) << name;
  }
}

TEST(ArchitectureTable, DefaultsOfItsOwnAreSetAndNoOthers) {
  GeneratorOptions options;
  set_architecture_defaults("dcgan", options.fields());
  EXPECT_EQ(options.batch_norm_momentum, 0.8);
  EXPECT_EQ(options.batch_norm_epsilon, GeneratorOptions().batch_norm_epsilon);
  GeneratorOptions tutorial;
  set_architecture_defaults("mlp", tutorial.fields());
  EXPECT_EQ(tutorial.batch_norm_momentum, GeneratorOptions().batch_norm_momentum);
}

TEST(ArchitectureTable, HelpNamesEachAndOthersAreRefused) {
  std::string chosen;
  const std::string help = architecture_field(chosen).help();
  for (const std::string& name : architecture_names())
    EXPECT_NE(help.find(name + ": "), std::string::npos);
  EXPECT_TRUE(has(error_of([] { architecture_named("transformer"); }),
                  {"--architecture", "mlp, dcgan", "transformer"}));
}

TEST(ArchitectureTable, AFieldThatIsNotReadSaysWhoReadsIt) {
  DiscriminatorOptions options;
  for (const Field& field : fields_read_by("dcgan", options.fields())) {
    if (field.name() != "dropout") continue;
    EXPECT_FALSE(field.is_in_use());
    EXPECT_TRUE(has(error_of([&] { field.check_use("--dropout"); }),
                    {"--dropout", "--architecture mlp with it", "dcgan", "leave it out"}));
  }
}

}  // namespace
}  // namespace gan::test
