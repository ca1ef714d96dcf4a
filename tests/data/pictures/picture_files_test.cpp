#include "gan/data/pictures/picture_files.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "data/pictures/picture_sets.h"
#include "gan/data/pictures/zip_pictures.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;
using Files = std::vector<std::pair<std::string, std::string>>;
using Names = std::vector<std::string>;

// The same set as a folder and as an archive.
class PictureFilesTest : public testing::TestWithParam<bool> {
 protected:
  std::string make(const Files& files) const {
    if (GetParam()) return write_zip(folder_ / "set.zip", files);
    fs::create_directory(folder_ / "set");
    for (const auto& [name, bytes] : files) {
      if (name.back() == '/')
        fs::create_directories(folder_ / ("set/" + name));
      else
        write_files(folder_ / "set", {{name, bytes}});
    }
    return folder_ / "set";
  }

  const TempFolder folder_;
};

TEST_P(PictureFilesTest, AreFoundByTheirEndings) {
  const std::string path = make({{"b.PNG", "b"},
                                 {"a/deep/er.jpeg", "a"},
                                 {"c.webp", "cc"},
                                 {"notes.txt", ""},
                                 {"d.gif", ""},
                                 {"README", ""},
                                 {"e.JPG", ""},
                                 {"f.jpe", ""},
                                 {"g.jfif", ""}});
  const auto files = open_pictures(path);
  EXPECT_EQ(names_of(*files),
            (Names{"a/deep/er.jpeg", "b.PNG", "c.webp", "e.JPG", "f.jpe", "g.jfif"}));
  EXPECT_EQ(files->read(0), "a");
  EXPECT_EQ(files->read(2), "cc");
  EXPECT_EQ(files->pictures()[2].bytes, 2u);
  EXPECT_EQ(files->folders(), Names{"a"});
  EXPECT_EQ(passed_over_text(*files), "3 other files (no ending, .gif, .txt)");
  EXPECT_EQ(files->name_of("b.PNG"), path + "/b.PNG");
  EXPECT_EQ(files->read_text("notes.txt"), "");
  EXPECT_EQ(files->read_text("none.txt"), std::nullopt);
}

TEST_P(PictureFilesTest, HiddenOnesArePassedOver) {
  const auto files = open_pictures(make({{"a.png", ""},
                                         {"._a.png", ""},
                                         {".thumb/b.png", ""},
                                         {"__MACOSX/c.png", ""},
                                         {".DS_Store", ""},
                                         {"x/.d.jpg", ""}}));
  EXPECT_EQ(names_of(*files), Names{"a.png"});
  EXPECT_TRUE(has(passed_over_text(*files), {"hidden file"}));
}

TEST_P(PictureFilesTest, WindowsAndMacFilesArePassedOver) {
  const auto files = open_pictures(make({{"a/1.png", ""},
                                         {"a/Thumbs.db", ""},
                                         {"a/.DS_Store", ""},
                                         {".DS_Store", ""},
                                         {"__MACOSX/._a", ""}}));
  EXPECT_EQ(files->folders(), Names{});
  EXPECT_EQ(names_of(*files), Names{"1.png"});
  EXPECT_EQ(passed_over_text(*files), "1 other file (.db)");
}

TEST_P(PictureFilesTest, EmptyFoldersAreFolders) {
  const auto files = open_pictures(make({{"a/1.png", ""}, {"b/", ""}, {".c/", ""}}));
  EXPECT_EQ(names_of(*files), Names{"a/1.png"});
  EXPECT_EQ(files->folders(), (Names{"a", "b"}));
}

TEST_P(PictureFilesTest, AFolderThatHoldsEverythingIsTheTop) {
  const std::string path = make({{"set/v1/cat/1.png", "x"}, {"set/v1/dog/2.png", ""}});
  const auto files = open_pictures(path);
  EXPECT_EQ(names_of(*files), (Names{"cat/1.png", "dog/2.png"}));
  EXPECT_EQ(files->folders(), (Names{"cat", "dog"}));
  EXPECT_EQ(files->name_of("cat/1.png"), path + "/set/v1/cat/1.png");
  EXPECT_EQ(files->read(0), "x");
}

TEST_P(PictureFilesTest, LabelsBesideAFolderKeepItAFolder) {
  const std::string path = make({{"dataset.json", "{}"}, {"00000/a.png", ""}});
  EXPECT_EQ(names_of(*open_pictures(path)), Names{"00000/a.png"});
}

TEST_P(PictureFilesTest, LabelsInTheWrappingFolderKeepItTheTop) {
  const auto files = open_pictures(make({{"set/dataset.json", "{}"}, {"set/00000/a.png", ""}}));
  EXPECT_EQ(names_of(*files), Names{"00000/a.png"});
  EXPECT_EQ(files->read_text("dataset.json"), "{}");
  EXPECT_EQ(passed_over_text(*files), "");
}

TEST_P(PictureFilesTest, SplitsAreTrainAndTest) {
  const std::string path = make({{"train/cat/1.png", ""},
                                 {"train/dog/2.png", ""},
                                 {"test/cat/3.png", "t"},
                                 {"val/cat/4.png", ""},
                                 {"train/metadata.jsonl", "m"}});
  const auto train = open_pictures(path);
  EXPECT_EQ(names_of(*train), (Names{"cat/1.png", "dog/2.png"}));
  EXPECT_EQ(train->read_text("metadata.jsonl"), "m");
  const auto test = open_pictures(path, Split::test);
  ASSERT_TRUE(test);
  EXPECT_EQ(names_of(*test), Names{"cat/3.png"});
  EXPECT_EQ(test->read(0), "t");
}

TEST_P(PictureFilesTest, ClassesNamedOtherwiseAreNoSplit) {
  const std::string path = make({{"train/1.png", ""}, {"tram/2.png", ""}});
  EXPECT_EQ(open_pictures(path)->pictures().size(), 2u);
  EXPECT_EQ(open_pictures(path, Split::test), nullptr);
}

TEST_P(PictureFilesTest, SplitsMayBeWrappedAndNamedInAnyCase) {
  const std::string path = make({{"set/Training/cat/1.png", ""},
                                 {"set/Training/dog/2.png", ""},
                                 {"set/Validation/cat/3.png", ""},
                                 {"set/Validation/dog/4.png", ""}});
  EXPECT_EQ(names_of(*open_pictures(path)), (Names{"cat/1.png", "dog/2.png"}));
  EXPECT_EQ(names_of(*open_pictures(path, Split::test)), (Names{"cat/3.png", "dog/4.png"}));
}

TEST_P(PictureFilesTest, TrainAloneHasNoTest) {
  const std::string path = make({{"train/cat/1.png", ""}, {"train/dog/2.png", ""}, {"test/", ""}});
  EXPECT_EQ(names_of(*open_pictures(path)), (Names{"cat/1.png", "dog/2.png"}));
  EXPECT_EQ(open_pictures(path, Split::test), nullptr);
}

TEST_P(PictureFilesTest, LabelsBesideSplitsAreOfAllPictures) {
  const std::string path =
      make({{"train/1.png", ""}, {"test/2.png", ""}, {"metadata.jsonl", "{}"}});
  EXPECT_EQ(names_of(*open_pictures(path)), (Names{"test/2.png", "train/1.png"}));
  EXPECT_EQ(open_pictures(path, Split::test), nullptr);
}

TEST_P(PictureFilesTest, NoPicturesIsOneLine) {
  const std::string path = make({{"a.gif", ""}, {"b.bmp", ""}, {"._c.png", ""}});
  EXPECT_TRUE(has(error_of([&] { open_pictures(path); }),
                  {path, ".png, .jpg, .webp", "1 hidden file", "2 other files (.bmp, .gif)"}));
}

TEST_P(PictureFilesTest, AnArrayIsGivenItself) {
  const std::string path = make({{"images.npy", ""}});
  EXPECT_TRUE(has(error_of([&] { open_pictures(path); }),
                  {path, is_zip(path) ? "an .npz file" : "give the .npy file itself"}));
}

TEST_P(PictureFilesTest, HiddenFilesOrLabelsAloneAreToldApart) {
  const std::string path = make({{".DS_Store", ""}, {".thumb/a.png", ""}});
  EXPECT_TRUE(has(error_of([&] { open_pictures(path); }), {"hidden file"}));
  const TempFolder other;
  write_file(other / "metadata.jsonl", "{}");
  EXPECT_TRUE(has(error_of([&] { open_pictures(other.path()); }), {"only labels"}));
}

TEST_P(PictureFilesTest, NamesMayBeAnyBytes) {
  const auto files = open_pictures(make({{"c\xff/\xfe.png", "x"}, {"d/1.png", ""}}));
  EXPECT_EQ(names_of(*files), (Names{"c\xff/\xfe.png", "d/1.png"}));
  EXPECT_EQ(files->read(0), "x");
}

TEST_P(PictureFilesTest, StampsChangeWithTheFile) {
  const auto stamp = [&](const std::string& bytes) {
    const std::string path = make({{"a.png", bytes}});
    if (!GetParam()) fs::last_write_time(path + "/a.png", fs::file_time_type::clock::now());
    return open_pictures(path)->pictures()[0].stamp;
  };
  const std::string first = stamp("1");
  EXPECT_NE(first, "");
  EXPECT_NE(stamp("2"), first);
}

INSTANTIATE_TEST_SUITE_P(Kinds, PictureFilesTest, testing::Bool(),
                         [](const auto& each) { return each.param ? "Zip" : "Folder"; });

}  // namespace
}  // namespace gan::test
