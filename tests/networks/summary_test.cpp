#include "gan/networks/summary.h"

#include <gtest/gtest.h>

namespace gan::test {
namespace {

using Row = std::tuple<std::string, std::string, std::int64_t>;

std::vector<Row> rows(const NetworkSummary& summary) {
  std::vector<Row> rows;
  for (const LayerSummary& layer : summary.layers)
    rows.emplace_back(layer.name, layer.output_shape, layer.parameters);
  return rows;
}

TEST(Summary, OfTheTutorialsGenerator) {
  const NetworkSummary summary = summarise(Generator());
  EXPECT_EQ(rows(summary),
            (std::vector<Row>{{"dense_1 (Dense)", "(None, 256)", 25856},
                              {"batch_norm_1 (BatchNormalization)", "(None, 256)", 1024},
                              {"dense_2 (Dense)", "(None, 512)", 131584},
                              {"batch_norm_2 (BatchNormalization)", "(None, 512)", 2048},
                              {"dense_3 (Dense)", "(None, 784)", 402192}}));
  EXPECT_EQ(summary.total(), 562704);
  EXPECT_EQ(summary.trainable, 561168);
  EXPECT_EQ(summary.non_trainable, 1536);
}

TEST(Summary, OfTheTutorialsDiscriminator) {
  const NetworkSummary summary = summarise(Discriminator());
  EXPECT_EQ(rows(summary), (std::vector<Row>{{"dense_1 (Dense)", "(None, 1024)", 803840},
                                             {"dropout_1 (Dropout)", "(None, 1024)", 0},
                                             {"dense_2 (Dense)", "(None, 512)", 524800},
                                             {"dropout_2 (Dropout)", "(None, 512)", 0},
                                             {"dense_3 (Dense)", "(None, 256)", 131328},
                                             {"dropout_3 (Dropout)", "(None, 256)", 0},
                                             {"dense_4 (Dense)", "(None, 1)", 257}}));
  EXPECT_EQ(summary.total(), 1460225);
  EXPECT_EQ(summary.trainable, 1460225);
  EXPECT_EQ(summary.non_trainable, 0);
}

TEST(Summary, OfBothTogether) {
  const NetworkSummary summary = summarise_combined(Generator(), Discriminator());
  EXPECT_EQ(rows(summary),
            (std::vector<Row>{{"latent (Input)", "(None, 100)", 0},
                              {"generator (Generator)", "(None, 784)", 562704},
                              {"discriminator (Discriminator)", "(None, 1)", 1460225}}));
  EXPECT_EQ(summary.total(), 2022929);
  EXPECT_EQ(summary.trainable, 561168);
  EXPECT_EQ(summary.non_trainable, 1461761);
}

TEST(Summary, FollowsTheOptions) {
  GeneratorOptions options;
  options.latent_dim = 3;
  options.hidden = {5};
  const NetworkSummary summary = summarise(Generator(options, ImageShape{32, 20}));
  EXPECT_EQ(rows(summary), (std::vector<Row>{{"dense_1 (Dense)", "(None, 5)", 20},
                                             {"batch_norm_1 (BatchNormalization)", "(None, 5)", 20},
                                             {"dense_2 (Dense)", "(None, 640)", 3840}}));
  EXPECT_EQ(summary.trainable, 20 + 10 + 3840);
  EXPECT_EQ(summary.non_trainable, 10);
}

TEST(Summary, ShowsTheOutputFilter) {
  GeneratorOptions options;
  options.output_filter = OutputFilter::binomial;
  const NetworkSummary summary = summarise(Generator(options));
  EXPECT_EQ(rows(summary).back(), Row("output_filter (Binomial)", "(None, 784)", 0));
  EXPECT_EQ(summary.total(), 562704);
}

TEST(Summary, IsATableThatAddsUp) {
  const NetworkSummary summary = summarise(Generator());
  std::int64_t sum = 0;
  for (const LayerSummary& layer : summary.layers) sum += layer.parameters;
  EXPECT_EQ(sum, summary.total());

  const std::string text = to_text(summary);
  for (const char* line :
       {"Layer (type)", "Output Shape", "Param #\n", "25,856\n", "402,192\n",
        "Total params: 562,704\n", "Trainable params: 561,168\n", "Non-trainable params: 1,536\n"})
    EXPECT_NE(text.find(line), std::string::npos) << line << " is not in\n" << text;
  EXPECT_EQ(text.find("Generator\n"), 0u);
}

}  // namespace
}  // namespace gan::test
