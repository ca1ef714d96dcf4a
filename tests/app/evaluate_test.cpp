// `gan evaluate`, on digits that the test writes: a classifier takes a second then.
#include <csignal>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <torch/types.h>

#include "app/digit_files.h"
#include "app/foreign_generator.h"
#include "app/program.h"
#include "files.h"
#include "gan/data/formats/npy_writer.h"
#include "gan/data/image_set.h"
#include "gan/data/sources/make_image_set.h"
#include "gan/data/sources/synthetic.h"
#include "gan/evaluation/evaluation.h"
#include "gan/networks/generator.h"
#include "gan/storage/torchscript/torchscript_export.h"

namespace gan::test {
namespace {

using Words = std::vector<std::string>;

class Evaluate : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempFolder;
    std::filesystem::create_directory(file("data"));
    write_digits(file("data"), "train", 600, 1);
    write_digits(file("data"), "t10k", 200, 2);
    torch::manual_seed(1);
    Generator generator(GeneratorOptions{8, {16}}, ImageShape{28, 28});
    generator->eval();
    write_file(file("gen.pt"), export_generator(generator));
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }

  static std::string file(const std::string& name) { return *folder_ / name; }
  static Words words(Words flags) {
    Words all = {"evaluate", "--data", file("data"), "--samples=60", "--device=cpu", "--threads=1"};
    all.insert(all.end(), flags.begin(), flags.end());
    return all;
  }
  static Outcome run(Words flags) {
    return run_gan(words(std::move(flags)), {{"XDG_CACHE_HOME", file("cache")}});
  }
  static std::string refusal(Words flags, int exit_code = 1) {
    const Outcome outcome = run(std::move(flags));
    EXPECT_EQ(outcome.exit_code, exit_code) << outcome.errors;
    EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
    EXPECT_EQ(outcome.output, "");
    return outcome.errors;
  }
  static nlohmann::json json(const std::string& name) {
    return nlohmann::json::parse(read_file(file(name)));
  }

  inline static TempFolder* folder_ = nullptr;
};

TEST_F(Evaluate, PutsAGeneratorBesideRealImagesAndNoise) {
  const Outcome outcome = run({"--checkpoint", file("gen.pt"), "--out", file("a.json")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, {"training the classifier"}));
  EXPECT_TRUE(
      has(outcome.output, {"classifier", "% on 200 test images", "IDX images, training images: 600",
                           file("gen.pt") + ", seed 0: 60", "real test images", "uniform noise",
                           "Frechet distance", "kernel distance", "precision", "coverage",
                           "of 10\n", "a copy", "reference, by its labels"}));
  std::istringstream text(outcome.output);
  for (std::string line; std::getline(text, line);)
    EXPECT_TRUE(line.size() <= 100 || line.rfind("samples ", 0) == 0) << line;

  const nlohmann::json result = json("a.json");
  EXPECT_EQ(result["samples"]["classifier"], result["classifier"]["hash"]);
  EXPECT_EQ(result["samples"]["samples"]["count"], 60);
  EXPECT_EQ(result["real_images"]["samples"]["count"], 60);
  EXPECT_EQ(result["training_images"]["images"], 600);
  EXPECT_EQ(result["test_images"]["images"], 200);
  EXPECT_LT(result["real_images"]["frechet_distance"]["value"],
            result["uniform_noise"]["frechet_distance"]["value"]);
  EXPECT_GT(result["classifier"]["test_accuracy"], 0.5);

  const Outcome again = run({"--checkpoint", file("gen.pt")});
  EXPECT_EQ(again.output, outcome.output);
  EXPECT_EQ(again.errors, "");
  EXPECT_NE(run({"--checkpoint", file("gen.pt"), "--seed=1"}).output, outcome.output);
}

TEST_F(Evaluate, ImagesOfAnyProgramAreMeasuredAsGeneratedOnes) {
  ASSERT_EQ(run_gan({"generate", "--checkpoint", file("gen.pt"), "--count=60", "--raw",
                     file("a.npy"), "--device=cpu"})
                .exit_code,
            0);
  ASSERT_EQ(run({"--checkpoint", file("gen.pt"), "--out", file("b.json")}).exit_code, 0);
  const Outcome outcome = run({"--images", file("a.npy"), "--out", file("c.json")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.output, {"all 60, float32 NumPy array, pixel range -1 to 1, found"}));
  EXPECT_EQ(json("b.json")["samples"]["frechet_distance"],
            json("c.json")["samples"]["frechet_distance"]);

  const Outcome idx = run({"--images", file("data/t10k-images-idx3-ubyte")});
  EXPECT_TRUE(has(idx.output, {"a random 60 of 200, seed 0, IDX file, pixel range 0 to 255, found",
                               "training images: 600", "), pixel range 0 to 255, found\nsamples"}));
}

TEST_F(Evaluate, TakesSortedImagesAtRandom) {
  const SyntheticDigits digits = draw_synthetic_digits(2000, 3);
  const at::Tensor images = idx_tensor(digits.images), labels = idx_tensor(digits.labels);
  const at::Tensor sorted = images.index_select(0, labels.to(torch::kLong).argsort());
  write_file(file("sorted.idx"),
             encode_idx(sorted.sizes().vec(), sorted.contiguous().const_data_ptr<std::uint8_t>()));
  const auto distance = [&](const Words& more) {
    Words flags = {"--images", file("sorted.idx"), "--out", file("sorted.json")};
    flags.insert(flags.end(), more.begin(), more.end());
    EXPECT_EQ(run(flags).exit_code, 0);
    return json("sorted.json")["samples"]["frechet_distance"]["value"].get<double>();
  };
  const double first = distance({});
  EXPECT_LT(first,
            2 * json("sorted.json")["real_images"]["frechet_distance"]["value"].get<double>());
  EXPECT_EQ(json("sorted.json")["samples"]["samples"]["name"],
            file("sorted.idx") + ", a random 60 of 2000, seed 0");
  EXPECT_EQ(distance({"--seed=0"}), first);
  EXPECT_NE(distance({"--seed=1"}), first);
}

TEST_F(Evaluate, LooksAtTheRangeOfOtherGenerators) {
  // Mostly black, as digits are.
  write_foreign_generator(file("tanh.pt"), "torch.tanh(x @ self.weight - 3)");
  write_foreign_generator(file("sigmoid.pt"), "(torch.tanh(x @ self.weight - 3) + 1) / 2");
  const auto measured = [&](const Words& flags) {
    Words all = {"--latent-dim=8", "--out", file("foreign.json"), "--checkpoint"};
    all.insert(all.end(), flags.begin(), flags.end());
    const Outcome outcome = run(all);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return outcome.output;
  };
  EXPECT_TRUE(has(measured({file("tanh.pt")}), {"seed 0: 60, pixel range -1 to 1, found\n"}));
  const nlohmann::json expected = json("foreign.json")["samples"]["frechet_distance"];
  EXPECT_TRUE(has(measured({file("sigmoid.pt")}), {"seed 0: 60, pixel range 0 to 1, found\n"}));
  EXPECT_NEAR(json("foreign.json")["samples"]["frechet_distance"]["value"].get<double>(),
              expected["value"].get<double>(), 0.01);
  EXPECT_TRUE(has(measured({file("sigmoid.pt"), "--pixel-range=-1,1"}), {"-1 to 1, given"}));
  EXPECT_GT(json("foreign.json")["samples"]["frechet_distance"]["value"].get<double>(),
            expected["value"].get<double>() + 1);
}

TEST_F(Evaluate, ADoubtfulRangeIsAWarning) {
  const std::vector<float> dark(20 * 784, 0.25F);
  write_file(file("dark.npy"), encode_npy({20, 28, 28}, dark.data()));
  ASSERT_EQ(run({"--checkpoint", file("gen.pt")}).exit_code, 0);
  const Outcome outcome = run({"--images", file("dark.npy")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, {"warning", file("dark.npy"), "--pixel-range"}));
  EXPECT_EQ(run({"--images", file("dark.npy"), "--pixel-range=0,0.5"}).errors, "");
}

TEST_F(Evaluate, AgainstTestImages) {
  const Outcome outcome = run({"--checkpoint", file("gen.pt"), "--against=test"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.output, {"IDX images, test images: 200", "real training images"}));
}

TEST_F(Evaluate, WorksWithoutTestImagesButNotAgainstThem) {
  std::filesystem::create_directory(file("half"));
  for (const char* name : {"train-images-idx3-ubyte", "train-labels-idx1-ubyte"})
    std::filesystem::copy_file(file(std::string("data/") + name),
                               file(std::string("half/") + name));
  const Outcome outcome = run({"--checkpoint", file("gen.pt"), "--data", file("half")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, {"no test images"}));
  EXPECT_EQ(outcome.output.find("real test images"), std::string::npos);
  EXPECT_TRUE(
      has(refusal({"--checkpoint", file("gen.pt"), "--data", file("half"), "--against=test"}),
          {file("half"), "t10k-images-idx3-ubyte"}));
  std::filesystem::remove(file("half/train-labels-idx1-ubyte"));
  EXPECT_TRUE(has(refusal({"--checkpoint", file("gen.pt"), "--data", file("half")}),
                  {file("half"), "train-labels-idx1-ubyte"}));
}

TEST_F(Evaluate, SaysWhatIsWrong) {
  EXPECT_TRUE(has(refusal({}, 2), {"--checkpoint FILE or --images", "neither"}));
  EXPECT_TRUE(has(refusal({"--checkpoint", file("gen.pt"), "--images", "x"}, 2), {"both"}));
  const std::string nowhere = refusal({"--images", "x", "--out", file("none/a.json")});
  EXPECT_TRUE(has(nowhere, {file("none/a.json"), "folder exists"}));
  EXPECT_TRUE(has(refusal({"--images", "x", "--latent-dim=1"}, 2), {"--images", "--latent-dim"}));
  for (const std::string flag : {"--pixel-range", "--data-pixel-range"})
    EXPECT_TRUE(has(refusal({"--images", "x", flag + "=2,0"}, 2), {flag, "auto", "2,0"}));
  EXPECT_TRUE(has(refusal({"--images", "x", "--samples=19"}, 2), {"--samples", "20"}));
  EXPECT_TRUE(has(refusal({"--images", file("none")}), {file("none")}));
  EXPECT_TRUE(has(refusal({"--checkpoint", file("none.pt")}), {file("none.pt")}));
  EXPECT_TRUE(
      has(refusal({"--checkpoint", file("gen.pt"), "--data", file("nothing")}), {file("nothing")}));
  // The classifier is trained by then, and not told of.
  ASSERT_EQ(run({"--checkpoint", file("gen.pt")}).exit_code, 0);
  EXPECT_TRUE(has(refusal({"--checkpoint", file("gen.pt"), "--out", "/nowhere/a.json"}),
                  {"/nowhere/a.json"}));
  const std::vector<float> ten(10 * 784, 0.5F);
  write_file(file("ten.npy"), encode_npy({10, 28, 28}, ten.data()));
  EXPECT_TRUE(has(refusal({"--images", file("ten.npy")}), {"at least 20", "found 10"}));
  write_file(file("wide.npy"), encode_npy({10, 784, 1}, ten.data()));
  EXPECT_TRUE(has(refusal({"--images", file("wide.npy")}), {"28", "found [10, 784, 1]"}));
  write_file(file("zero.npy"), encode_npy({10, 28, 28}, ten.data()));
  EXPECT_TRUE(has(refusal({"--images", file("zero.npy"), "--pixel-range=0,255", "--samples=20"}),
                  {"at least 20"}));
}

TEST_F(Evaluate, StopsWhenItIsAskedTo) {
  for (const auto& [signal, code] : {std::pair(SIGINT, 130), {SIGTERM, 143}}) {
    Words all = words({"--checkpoint", file("gen.pt"), "--out", file("never.json")});
    for (std::string& word : all)
      if (word == "--samples=60") word = "--samples=100000";
    RunningProgram program(gan_words(all), {{"XDG_CACHE_HOME", file("other-cache")}});
    while (program.errors().empty() && !program.ended(std::chrono::milliseconds(20))) {
    }
    program.signal(signal);
    EXPECT_TRUE(program.ended(std::chrono::seconds(5)));
    const Outcome outcome = program.finish();
    EXPECT_EQ(outcome.exit_code, code);
    EXPECT_TRUE(has(outcome.errors, {"training the classifier", "stopped by SIG"}));
    EXPECT_FALSE(std::filesystem::exists(file("never.json")));
    EXPECT_FALSE(std::filesystem::exists(file("other-cache/gan/classifier")));
  }
}

}  // namespace
}  // namespace gan::test
