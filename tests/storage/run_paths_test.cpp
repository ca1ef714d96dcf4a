#include "gan/storage/run_paths.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

TEST(RunPaths, AreThoseOfTheReadme) {
  const TempFolder folder;
  const std::string path = folder / "run";
  const RunPaths names(path);
  EXPECT_EQ(names.path(), path);
  EXPECT_EQ(names.options(), path + "/options.json");
  EXPECT_EQ(names.record(), path + "/run.json");
  EXPECT_EQ(names.log(), path + "/log.jsonl");
  EXPECT_EQ(names.loss_plot(), path + "/losses.svg");
  EXPECT_EQ(names.report(), path + "/report.html");
  EXPECT_EQ(names.events(), path + "/tensorboard/events.out.tfevents.gan");
  EXPECT_EQ(names.generator(), path + "/gan_gen.pt");
  EXPECT_EQ(names.classifier(), path + "/classifier.json");
  EXPECT_EQ(names.best_generator(), path + "/best_gen.pt");
  EXPECT_EQ(names.discriminator(), path + "/gan_dis.pt");
  EXPECT_EQ(names.grid(), path + "/samples/grid.png");
  EXPECT_EQ(names.contact_sheet(), path + "/samples/progress.png");
  EXPECT_EQ(names.animation(), path + "/samples/training.png");
  EXPECT_EQ(names.neighbours(), path + "/samples/neighbours.png");
  EXPECT_EQ(names.interpolation(), path + "/samples/interpolation.png");
  EXPECT_EQ(names.checkpoints().path(), path + "/checkpoints");
  EXPECT_FALSE(std::filesystem::exists(path)) << "names alone";
}

TEST(RunPaths, SamplesSortByTheirEpochs) {
  const RunPaths names("run");
  EXPECT_EQ(names.sample(1), "run/samples/epoch-0001.png");
  EXPECT_EQ(names.sample(10), "run/samples/epoch-0010.png");
  EXPECT_EQ(names.sample(12345), "run/samples/epoch-12345.png");
}

}  // namespace
}  // namespace gan::test
