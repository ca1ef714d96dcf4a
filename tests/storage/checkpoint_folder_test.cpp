#include "gan/storage/checkpoint_folder.h"

#include <filesystem>
#include <set>
#include <sys/stat.h>

#include <gtest/gtest.h>

#include "files.h"
#include "storage/unprivileged.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

class CheckpointFolderTest : public testing::Test {
 protected:
  std::string in(const std::string& name) const { return folder / "checkpoints/" + name; }
  void put(const Names& names) const {
    fs::create_directory(folder / "checkpoints");
    for (const std::string& name : names) write_file(in(name), name);
  }
  std::set<std::string> all() const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder / "checkpoints"))
      names.insert(entry.path().filename().string());
    return names;
  }
  Names newest_first() const {
    Names names;
    for (const std::string& path : checkpoints.newest_first()) {
      EXPECT_EQ(fs::path(path).parent_path(), folder / "checkpoints");
      names.push_back(fs::path(path).filename().string());
    }
    return names;
  }
  TempFolder folder;
  CheckpointFolder checkpoints{folder.path()};
};

TEST_F(CheckpointFolderTest, CreatesNothingByLooking) {
  EXPECT_TRUE(checkpoints.newest_first().empty());
  checkpoints.remove_all();
  EXPECT_FALSE(fs::exists(folder / "checkpoints"));
  EXPECT_TRUE(CheckpointFolder(folder / "missing").newest_first().empty());
}

TEST_F(CheckpointFolderTest, NamesSaveAndSortByPosition) {
  EXPECT_EQ(checkpoints.path({0, 0}), in("epoch-0000.safetensors"));
  EXPECT_EQ(checkpoints.path({10, 0}), in("epoch-0010.safetensors"));
  EXPECT_EQ(checkpoints.path({10, 123}), in("epoch-0010-iteration-00123.safetensors"));
  EXPECT_EQ(checkpoints.path({12345, 1234567}), in("epoch-12345-iteration-1234567.safetensors"));
  EXPECT_LT((CheckpointPosition{9, 100}), (CheckpointPosition{10, 0}));
  EXPECT_LT((CheckpointPosition{9, 100}), (CheckpointPosition{9, 101}));
  EXPECT_FALSE((CheckpointPosition{9, 100}) < (CheckpointPosition{9, 100}));
}

TEST_F(CheckpointFolderTest, ListsTheNewestFirst) {
  const Names expected = {"epoch-10000.safetensors",
                          "epoch-9999-iteration-100000.safetensors",
                          "epoch-9999-iteration-99999.safetensors",
                          "epoch-9999.safetensors",
                          "epoch-0000-iteration-00001.safetensors",
                          "epoch-0000.safetensors"};
  put({expected[3], expected[0], expected[5], expected[2], expected[1], expected[4]});
  EXPECT_EQ(newest_first(), expected);
}

TEST_F(CheckpointFolderTest, IgnoresForeignNames) {
  put({"epoch-0003.safetensors", "epoch-3.safetensors", "epoch-00003.safetensors",
       "epoch--0003.safetensors", "epoch-+003.safetensors", "epoch- 003.safetensors",
       "epoch-0003.safetensors.bak", "Epoch-0003.safetensors", "epoch-.safetensors",
       "epoch-0003-iteration-.safetensors", "epoch-0003-iteration-00000.safetensors",
       "epoch-0003-iteration-7.safetensors", "epoch-0003-iteration-00x07.safetensors",
       "epoch-1234567890123456.safetensors", "epoch-99999999999999999999999999.safetensors",
       "epoch-0003.safetensors.damaged", "epoch-0004.safetensors.tmp-17", "notes.txt"});
  EXPECT_EQ(newest_first(), Names{"epoch-0003.safetensors"});
}

TEST_F(CheckpointFolderTest, NamesWhateverIsThere) {
  put({"epoch-0003.safetensors"});
  fs::create_directory(in("epoch-0009.safetensors"));
  fs::create_symlink("nowhere", in("epoch-0012.safetensors"));
  EXPECT_EQ(newest_first(),
            (Names{"epoch-0012.safetensors", "epoch-0009.safetensors", "epoch-0003.safetensors"}));
  checkpoints.set_aside(in("epoch-0009.safetensors"));
  checkpoints.set_aside(in("epoch-0012.safetensors"));
  EXPECT_EQ(newest_first(), Names{"epoch-0003.safetensors"});
}

TEST_F(CheckpointFolderTest, KeepsTheNewestTwo) {
  for (const std::int64_t epochs : {0, 10, 20, 30}) {
    const std::string bytes = noise(static_cast<std::size_t>(1000 + epochs));
    EXPECT_EQ(checkpoints.save({epochs, 0}, bytes), checkpoints.path({epochs, 0}));
    EXPECT_EQ(read_file(checkpoints.path({epochs, 0})), bytes);
    EXPECT_LE(all().size(), 2u);
  }
  EXPECT_EQ(newest_first(), (Names{"epoch-0030.safetensors", "epoch-0020.safetensors"}));
  checkpoints.save({30, 7}, "more");
  EXPECT_EQ(newest_first(),
            (Names{"epoch-0030-iteration-00007.safetensors", "epoch-0030.safetensors"}));
}

TEST_F(CheckpointFolderTest, ReplacesTheSamePosition) {
  checkpoints.save({10, 0}, "a");
  checkpoints.save({20, 0}, "b");
  checkpoints.save({20, 0}, "c");
  EXPECT_EQ(newest_first(), (Names{"epoch-0020.safetensors", "epoch-0010.safetensors"}));
  EXPECT_EQ(read_file(checkpoints.path({20, 0})), "c");
}

TEST_F(CheckpointFolderTest, RemovesLaterOnesAfterGoingBack) {
  put({"epoch-0010.safetensors", "epoch-0020.safetensors", "epoch-0030.safetensors"});
  checkpoints.save({11, 0}, "again");
  EXPECT_EQ(newest_first(), (Names{"epoch-0011.safetensors", "epoch-0010.safetensors"}));
}

TEST_F(CheckpointFolderTest, RemovesWhatAKilledProcessLeftAndNothingElse) {
  put({"epoch-0010.safetensors", "epoch-0020.safetensors.tmp-123",
       "epoch-0010-iteration-00007.safetensors.tmp-9", "epoch-0005.safetensors.damaged",
       "epoch-0020.safetensors.tmp-", "epoch-0020.safetensors.tmp-12a", "mine.tmp-123"});
  checkpoints.save({20, 0}, "new");
  EXPECT_EQ(all(),
            (std::set<std::string>{"epoch-0010.safetensors", "epoch-0020.safetensors",
                                   "epoch-0005.safetensors.damaged", "epoch-0020.safetensors.tmp-",
                                   "epoch-0020.safetensors.tmp-12a", "mine.tmp-123"}));
}

TEST_F(CheckpointFolderTest, SetsADamagedOneAside) {
  put({"epoch-0010.safetensors", "epoch-0020.safetensors", "epoch-0020.safetensors.damaged"});
  checkpoints.set_aside(checkpoints.path({20, 0}));
  EXPECT_EQ(newest_first(), Names{"epoch-0010.safetensors"});
  EXPECT_EQ(read_file(in("epoch-0020.safetensors.damaged")), "epoch-0020.safetensors");
  EXPECT_TRUE(has(error_of([&] {
                    checkpoints.set_aside(checkpoints.path({20, 0}));
                  }),
                  {"renaming a damaged checkpoint", "epoch-0020", "No such file"}));
}

TEST_F(CheckpointFolderTest, RemovesAllThatIsItsOwn) {
  put({"epoch-0010.safetensors", "epoch-0020.safetensors", "epoch-0020.safetensors.damaged",
       "epoch-0020-iteration-00001.safetensors.tmp-1", "notes.txt"});
  checkpoints.remove_all();
  EXPECT_EQ(all(), std::set<std::string>{"notes.txt"});
  fs::remove(in("notes.txt"));
  checkpoints.save({1, 0}, "x");
  checkpoints.remove_all();
  EXPECT_FALSE(fs::exists(folder / "checkpoints"));
}

TEST_F(CheckpointFolderTest, AFailedSaveLeavesWhatWasThere) {
  const std::string missing = folder / "missing";
  EXPECT_TRUE(has(error_of([&] {
                    CheckpointFolder(missing).save({1, 0}, "x");
                  }),
                  {"creating the folder of checkpoints", missing, "No such file or directory"}));
  put({"epoch-0010.safetensors", "epoch-0020.safetensors"});
  fs::create_directory(in("epoch-0030.safetensors"));
  EXPECT_TRUE(has(error_of([&] { checkpoints.save({30, 0}, "x"); }), {in("epoch-0030")}));
  EXPECT_EQ(newest_first().size(), 3u);
  EXPECT_EQ(all().size(), 3u) << "and no temporary file";
}

TEST_F(CheckpointFolderTest, AFileInTheFoldersPlaceIsTold) {
  write_file(folder / "checkpoints", "mine");
  EXPECT_TRUE(has(error_of([&] { checkpoints.newest_first(); }),
                  {"looking for checkpoints", folder / "checkpoints", "Not a directory"}));
  EXPECT_TRUE(has(error_of([&] { checkpoints.save({1, 0}, "x"); }), {"Not a directory"}));
  EXPECT_EQ(read_file(folder / "checkpoints"), "mine");
}

TEST_F(CheckpointFolderTest, AFolderWithoutPermissionIsTold) {
  put({"epoch-0010.safetensors", "epoch-0020.safetensors", "epoch-0030.safetensors.tmp-1"});
  ::chmod(folder.path().c_str(), 0755);
  ::chmod((folder / "checkpoints").c_str(), 0555);
  {
    const Unprivileged nobody;
    EXPECT_EQ(newest_first().size(), 2u);
    EXPECT_TRUE(has(error_of([&] { checkpoints.save({30, 0}, "x"); }), {"Permission denied"}));
    EXPECT_TRUE(has(error_of([&] { checkpoints.remove_all(); }),
                    {"removing", "epoch-00", "Permission denied"}));
    EXPECT_TRUE(has(error_of([&] {
                      checkpoints.set_aside(checkpoints.path({10, 0}));
                    }),
                    {"Permission denied"}));
  }
  ::chmod((folder / "checkpoints").c_str(), 0700);
  {
    const Unprivileged nobody;
    EXPECT_TRUE(has(error_of([&] { checkpoints.newest_first(); }), {"Permission denied"}));
  }
  EXPECT_EQ(all().size(), 3u);
}

}  // namespace
}  // namespace gan::test
