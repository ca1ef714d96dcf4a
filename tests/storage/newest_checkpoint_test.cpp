#include <filesystem>
#include <sys/stat.h>

#include <gtest/gtest.h>

#include "files.h"
#include "gan/base/error.h"
#include "gan/storage/checkpoint.h"
#include "storage/some_checkpoint.h"
#include "storage/unprivileged.h"

namespace gan::test {
namespace {

class NewestCheckpoint : public testing::Test {
 protected:
  void save(std::int64_t epochs) {
    Checkpoint checkpoint = some_checkpoint();
    checkpoint.training.epochs = epochs;
    checkpoint.training.iterations = 0;
    folder.save({epochs, 0}, encode_checkpoint(checkpoint));
  }
  TempFolder temp;
  CheckpointFolder folder{temp.path()};
};

TEST_F(NewestCheckpoint, NoneIsAnError) {
  EXPECT_TRUE(has(error_of([&] { load_newest_checkpoint(folder); }), {temp.path(), "none"}));
}

TEST_F(NewestCheckpoint, TheOlderServesWhereTheNewestIsDamaged) {
  save(10);
  save(20);
  EXPECT_EQ(load_newest_checkpoint(folder).checkpoint.training.epochs, 20);
  EXPECT_TRUE(load_newest_checkpoint(folder).damaged.empty());

  const std::string newest = folder.path({20, 0});
  std::filesystem::resize_file(newest, std::filesystem::file_size(newest) - 1);
  const LoadedCheckpoint loaded = load_newest_checkpoint(folder);
  EXPECT_EQ(loaded.checkpoint.training.epochs, 10);
  EXPECT_EQ(loaded.path, folder.path({10, 0}));
  ASSERT_EQ(loaded.damaged.size(), 1u);
  EXPECT_EQ(loaded.damaged[0].path, newest);
  EXPECT_TRUE(has(loaded.damaged[0].reason, {newest}));

  write_file(folder.path({10, 0}), "short");
  EXPECT_TRUE(
      has(error_of([&] { load_newest_checkpoint(folder); }),
          {newest, "2 unreadable",
           "--options " + temp.path() + "/options.json --out " + temp.path() + " --overwrite"}));
}

TEST_F(NewestCheckpoint, AnothersNameMakesNoCheckpoint) {
  save(10);
  save(20);
  std::filesystem::copy_file(folder.path({10, 0}), folder.path({99, 0}));
  const LoadedCheckpoint loaded = load_newest_checkpoint(folder);
  EXPECT_EQ(loaded.path, folder.path({20, 0}));
  ASSERT_EQ(loaded.damaged.size(), 1u);
  EXPECT_TRUE(has(loaded.damaged[0].reason, {folder.path({99, 0}), "epoch-0010.safetensors"}));
}

TEST_F(NewestCheckpoint, WhatIsNoFileIsDamage) {
  save(10);
  std::filesystem::create_directories(folder.path({20, 0}));
  ASSERT_EQ(::mkfifo(folder.path({30, 0}).c_str(), 0600), 0);
  std::filesystem::create_symlink("nowhere", folder.path({40, 0}));
  const LoadedCheckpoint loaded = load_newest_checkpoint(folder);
  EXPECT_EQ(loaded.path, folder.path({10, 0}));
  EXPECT_EQ(loaded.damaged.size(), 3u);
}

TEST_F(NewestCheckpoint, AFileWithoutPermissionIsAnErrorAndNoDamage) {
  save(10);
  save(20);
  ::chmod(temp.path().c_str(), 0755);
  ::chmod((temp / "checkpoints").c_str(), 0755);
  ::chmod(folder.path({20, 0}).c_str(), 0);
  const Unprivileged nobody;
  EXPECT_TRUE(has(error_of([&] { load_newest_checkpoint(folder); }),
                  {folder.path({20, 0}), "Permission denied"}));
}

TEST_F(NewestCheckpoint, ALaterVersionIsNotReplacedByAnOlderFile) {
  save(10);
  const std::string later = with_metadata(encode_checkpoint(some_checkpoint()), "version", "2");
  folder.save({20, 0}, later);
  EXPECT_TRUE(has(error_of([&] { load_newest_checkpoint(folder); }),
                  {folder.path({20, 0}), "version 1", "version 2"}));
}

}  // namespace
}  // namespace gan::test
