#include "gan/storage/run_folder.h"

#include <filesystem>
#include <sys/stat.h>

#include <gtest/gtest.h>

#include "files.h"
#include "storage/unprivileged.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;
using Use = RunFolder::Use;

class RunFolderTest : public testing::Test {
 protected:
  std::vector<std::string> leave_a_run() const {
    const RunFolder run(path, Use::fresh);
    std::vector<std::string> files = {
        run.options(),        run.record(),        run.log(),
        run.loss_plot(),      run.generator(),     run.discriminator(),
        run.sample(10),       run.sample(12345),   run.grid(),
        run.contact_sheet(),  run.report(),        run.events(),
        run.best_generator(), run.classifier(),    run.animation(),
        run.neighbours(),     run.interpolation(), run.checkpoints().path({10, 3})};
    fs::create_directories(run.checkpoints().path());
    fs::create_directories(path + "/tensorboard");
    for (const std::string& file : files) write_file(file, "old");
    return files;
  }
  std::string refusal(Use use = Use::fresh) const {
    return error_of([&] { RunFolder(path, use); });
  }
  TempFolder folder;
  std::string path = folder / "deep/run";
};

TEST_F(RunFolderTest, IsMadeWithItsSamples) {
  const RunFolder run(path, Use::fresh);
  EXPECT_TRUE(fs::is_directory(path + "/samples"));
  EXPECT_EQ(run.options(), path + "/options.json");
  EXPECT_EQ(run.generator(), path + "/gan_gen.pt");
  EXPECT_EQ(run.discriminator(), path + "/gan_dis.pt");
  EXPECT_EQ(run.log(), path + "/log.jsonl");
  EXPECT_EQ(run.grid(), path + "/samples/grid.png");
}

TEST_F(RunFolderTest, NamesSamplesSoThatTheySort) {
  const RunFolder run(path, Use::fresh);
  EXPECT_EQ(run.sample(1), path + "/samples/epoch-0001.png");
  EXPECT_EQ(run.sample(10), path + "/samples/epoch-0010.png");
  EXPECT_EQ(run.sample(1000), path + "/samples/epoch-1000.png");
  EXPECT_EQ(run.sample(12345), path + "/samples/epoch-12345.png");
}

TEST_F(RunFolderTest, TakesAFolderWithoutARun) {
  fs::create_directories(path);
  write_file(path + "/notes.txt", "mine");
  EXPECT_NO_THROW(RunFolder(path, Use::fresh));
  EXPECT_NO_THROW(RunFolder(path, Use::fresh)) << "nothing has been written yet";
  EXPECT_EQ(read_file(path + "/notes.txt"), "mine");
}

TEST_F(RunFolderTest, RefusesASecondRunAndTouchesNothing) {
  const std::vector<std::string> files = leave_a_run();
  EXPECT_TRUE(has(refusal(), {path, "a folder without a run", "--overwrite"}));
  for (const std::string& file : files) EXPECT_EQ(read_file(file), "old") << file;
}

TEST_F(RunFolderTest, APartOfARunIsARun) {
  for (const char* name : {"options.json", "log.jsonl", "run.json", "gan_gen.pt", "gan_dis.pt",
                           "best_gen.pt", "classifier.json", "judge.json", "report.html",
                           "samples/grid.png", "samples/epoch-0010.png"}) {
    fs::create_directories(path + "/samples");
    write_file(path + "/" + name, "");
    EXPECT_TRUE(has(refusal(), {"a folder without a run", name, "no checkpoint", "--overwrite"}))
        << name;
    EXPECT_TRUE(has(refusal(Use::resume), {"checkpoints of a run", "--overwrite"})) << name;
    fs::remove(path + "/" + name);
  }
}

TEST_F(RunFolderTest, ACheckpointIsARun) {
  fs::create_directories(path);
  CheckpointFolder(path).save({0, 0}, "old");
  EXPECT_TRUE(has(refusal(), {"a folder without a run", "--resume " + path}));
}

TEST_F(RunFolderTest, AResumeKeepsTheRun) {
  const std::vector<std::string> files = leave_a_run();
  EXPECT_NO_THROW(RunFolder(path, Use::resume));
  for (const std::string& file : files) EXPECT_EQ(read_file(file), "old") << file;
}

TEST_F(RunFolderTest, AResumeMakesNoFolder) {
  EXPECT_TRUE(has(refusal(Use::resume), {path, "the folder of a run"}));
  EXPECT_FALSE(fs::exists(path));
  fs::create_directories(path);
  EXPECT_TRUE(has(refusal(Use::resume), {path, "checkpoints of a run", "none"}));
  EXPECT_TRUE(fs::is_empty(path));
}

TEST_F(RunFolderTest, IsForOneAtATime) {
  const RunFolder first(path, Use::fresh);
  first.checkpoints().save({0, 0}, "");
  for (const Use use : {Use::overwrite, Use::resume})
    EXPECT_TRUE(has(refusal(use), {path, "no other process"}));
}

TEST_F(RunFolderTest, RemovesWhatWasLeftHalfWritten) {
  fs::create_directories(path + "/samples");
  for (const char* name :
       {"/gan_gen.pt.tmp-12", "/log.jsonl.tmp-1", "/samples/epoch-0010.png.tmp-7",
        "/notes.txt.tmp-12", "/gan_gen.pt.tmp-mine"})
    write_file(path + name, "half");
  CheckpointFolder(path).save({0, 0}, "");
  const RunFolder run(path, Use::resume);
  EXPECT_FALSE(fs::exists(path + "/gan_gen.pt.tmp-12"));
  EXPECT_FALSE(fs::exists(path + "/log.jsonl.tmp-1"));
  EXPECT_FALSE(fs::exists(path + "/samples/epoch-0010.png.tmp-7"));
  EXPECT_TRUE(fs::exists(path + "/notes.txt.tmp-12"));
  EXPECT_TRUE(fs::exists(path + "/gan_gen.pt.tmp-mine"));
}

TEST_F(RunFolderTest, OverwritingRemovesTheRunAndNothingElse) {
  const std::vector<std::string> files = leave_a_run();
  const std::vector<std::string> foreign = {path + "/notes.txt",
                                            path + "/gan_gen.pt.bak",
                                            path + "/samples/mine.png",
                                            path + "/samples/epoch-best.png",
                                            path + "/samples/epoch-10.gif",
                                            path + "/samples/epoch-0010-large.png",
                                            path + "/samples/epoch-.png"};
  for (const std::string& file : foreign) write_file(file, "mine");

  EXPECT_NO_THROW(RunFolder(path, Use::overwrite));
  for (const std::string& file : files) EXPECT_FALSE(fs::exists(file)) << file;
  EXPECT_FALSE(fs::exists(path + "/tensorboard")) << "nothing else was in it";
  for (const std::string& file : foreign) EXPECT_TRUE(fs::exists(file)) << file;
  EXPECT_NO_THROW(RunFolder(path, Use::fresh));
}

TEST_F(RunFolderTest, OverwritingWhereNothingIsMakesTheFolder) {
  EXPECT_NO_THROW(RunFolder(path, Use::overwrite));
  EXPECT_TRUE(fs::is_directory(path + "/samples"));
}

TEST_F(RunFolderTest, RefusesAFileInTheFoldersPlace) {
  path = write_file(folder / "plain", "mine");
  EXPECT_TRUE(has(refusal(), {path, "a folder", "a file", "--out"}));
  EXPECT_TRUE(has(refusal(Use::overwrite), {path, "a folder"}));
  EXPECT_EQ(read_file(path), "mine");
  path = folder / "plain/below";
  EXPECT_TRUE(has(refusal(), {path}));
}

TEST_F(RunFolderTest, RefusesAFileInTheSamplesPlace) {
  fs::create_directories(path);
  write_file(path + "/samples", "mine");
  EXPECT_TRUE(has(refusal(), {path}));
  EXPECT_EQ(read_file(path + "/samples"), "mine");
}

TEST_F(RunFolderTest, RefusesAFolderInAFilesPlace) {
  fs::create_directories(path + "/gan_gen.pt/full");
  EXPECT_TRUE(has(refusal(Use::overwrite), {path}));
  EXPECT_TRUE(fs::exists(path + "/gan_gen.pt/full"));
}

TEST_F(RunFolderTest, RefusesNoName) {
  path.clear();
  EXPECT_TRUE(has(refusal(), {"preparing the output folder", "--out"}));
}

TEST_F(RunFolderTest, RefusesAFolderThatCannotBeWrittenTo) {
  ::chmod(folder.path().c_str(), 0755);
  fs::create_directories(path);
  ::chmod(path.c_str(), 0555);
  const std::string owner = ::geteuid() == 0 ? "it belongs to user 0" : "";
  {
    const Unprivileged nobody;
    EXPECT_TRUE(has(refusal(), {path, "Permission denied", owner}));
    path = folder / "new";
    EXPECT_TRUE(has(refusal(), {path, "Permission denied"}));
  }
  ::chmod((folder / "deep/run").c_str(), 0755);
}

}  // namespace
}  // namespace gan::test
