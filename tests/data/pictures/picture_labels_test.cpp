#include "gan/data/pictures/picture_labels.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "data/pictures/picture_sets.h"
#include "gan/data/pictures/label_file.h"

namespace gan::test {
namespace {

using Labels = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

class PictureLabelsTest : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    write_files(folder_.path(), {{name, text}});
  }
  PictureLabels labels() const { return find_picture_labels(*open_pictures(folder_.path())); }
  std::string error(const std::string& name, const std::string& text) const {
    write(name, text);
    return error_of([&] { labels(); });
  }

  const TempFolder folder_;
};

TEST_F(PictureLabelsTest, ClassFoldersAreSorted) {
  for (const char* name : {"dog/1.png", "dog/old/2.png", "cat/3.png", "ant/4.png"}) write(name, "");
  std::filesystem::create_directory(folder_ / "empty");
  const PictureLabels found = labels();
  EXPECT_EQ(found.classes, (Names{"ant", "cat", "dog"}));
  EXPECT_EQ(found.labels, (Labels{0, 1, 2, 2}));
  EXPECT_EQ(found.source, "class folders");
  EXPECT_EQ(found.empty_folders, Names{"empty"});
}

TEST_F(PictureLabelsTest, PicturesBesideFoldersHaveNoLabels) {
  for (const char* name : {"dog/1.png", "cat/3.png", "4.png"}) write(name, "");
  EXPECT_TRUE(labels().labels.empty());
  EXPECT_TRUE(labels().classes.empty());
  EXPECT_EQ(labels().missing, folder_ / "4.png" + " beside folders");
}

TEST_F(PictureLabelsTest, WhatIsMissingIsSaid) {
  write("a.png", "");
  EXPECT_EQ(labels().missing, "all pictures in one folder");
  write("dataset.json", R"({"labels": null})");
  EXPECT_EQ(labels().missing, folder_ / "dataset.json" + " without labels");
  std::filesystem::remove(folder_ / "dataset.json");
  write("metadata.jsonl", R"({"file_name": "a.png"})");
  EXPECT_EQ(labels().missing, folder_ / "metadata.jsonl" + " without labels");
  std::filesystem::remove(folder_ / "metadata.jsonl");
  std::filesystem::remove(folder_ / "a.png");
  write("dog/1.png", "");
  std::filesystem::create_directory(folder_ / "empty");
  EXPECT_EQ(labels().missing, "pictures only in " + folder_ / "dog");
}

TEST_F(PictureLabelsTest, LabelsWithoutAPictureAreCounted) {
  write("a.png", "");
  write("dataset.json", R"({"labels": [["a.png", 0], ["gone.png", 1], ["lost.png", 1]]})");
  EXPECT_EQ(labels().without_picture, 2);
}

TEST_F(PictureLabelsTest, DatasetJsonGivesNumbers) {
  for (const char* name : {"00/a.png", "00/b.png", "01/c.png"}) write(name, "");
  write("dataset.json", R"({"labels": [["01/c.png", 0], ["00/b.png", 3], ["00/a.png", 1]]})");
  PictureLabels found = labels();
  EXPECT_EQ(found.labels, (Labels{1, 3, 0}));
  EXPECT_EQ(found.classes, (Names{"0", "1", "2", "3"}));
  EXPECT_EQ(found.source, "dataset.json");
  for (const char* without : {R"({"labels": null})", "{}"}) {
    write("dataset.json", without);
    EXPECT_TRUE(labels().labels.empty()) << without;
  }
}

TEST_F(PictureLabelsTest, MetadataJsonlGivesNumbersOrTexts) {
  for (const char* name : {"a.png", "b/c.png"}) write(name, "");
  write("metadata.jsonl",
        "\xef\xbb\xbf{\"file_name\": \"b/c.png\", \"label\": \"cat\"}\r\n\n"
        "{\"file_name\": \"a.png\", \"label\": \"dog\", \"text\": \"x\"}\n"
        "{\"file_name\": \"elsewhere.png\", \"label\": \"cow\"}\n");
  PictureLabels found = labels();
  EXPECT_EQ(found.labels, (Labels{1, 0}));
  EXPECT_EQ(found.classes, (Names{"cat", "dog"}));
  EXPECT_EQ(found.source, "metadata.jsonl");
  write("metadata.jsonl",
        "{\"file_name\": \"b/c.png\", \"label\": 2}\n{\"file_name\": \"a.png\", \"label\": 0}");
  EXPECT_EQ(labels().labels, (Labels{0, 2}));
  write("metadata.jsonl", "{\"file_name\": \"b/c.png\"}\n{\"file_name\": \"a.png\"}");
  EXPECT_TRUE(labels().labels.empty());
}

TEST_F(PictureLabelsTest, FilesOfLabelsAreFoundWhereThePicturesAre) {
  for (const char* name : {"train/a.png", "test/b.png"}) write(name, "");
  write("train/metadata.jsonl", "{\"file_name\": \"a.png\", \"label\": \"cat\"}");
  write("test/metadata.jsonl", "{\"file_name\": \"b.png\", \"label\": \"dog\"}");
  EXPECT_EQ(labels().classes, Names{"cat"});
  EXPECT_EQ(find_picture_labels(*open_pictures(folder_.path(), Split::test)).classes, Names{"dog"});
}

TEST_F(PictureLabelsTest, DatasetJsonInAWrappingFolderIsFound) {
  for (const char* name : {"set/00/a.png", "set/01/b.png"}) write(name, "");
  write("set/dataset.json", R"({"labels": [["01/b.png", 0], ["00/a.png", 1]]})");
  EXPECT_EQ(labels().labels, (Labels{1, 0}));
}

// Pictures that are only listed: "0.png", "1.png", ...
class ListedPictures : public PictureFiles {
 public:
  explicit ListedPictures(std::int64_t count) : PictureFiles("folder") {
    for (std::int64_t i = 0; i < count; ++i) add({std::to_string(i) + ".png", 1, ""});
    sort();
  }
  std::string read(std::size_t) const override { return ""; }
  std::optional<std::string> read_text(const std::string&) const override { return {}; }
};

TEST(LabelFile, HasAtMostSoManyTexts) {
  const ListedPictures files(kMostLabel + 2);
  std::string lines;
  for (const PictureFile& picture : files.pictures())
    lines += R"({"file_name": ")" + picture.name + R"(", "label": "of )" + picture.name + "\"}\n";
  EXPECT_TRUE(has(error_of([&] { parse_metadata_jsonl(lines, "folder/metadata.jsonl", files); }),
                  {"folder/metadata.jsonl", "at most 65536", "found 65537"}));
}

TEST_F(PictureLabelsTest, MistakesAreOneLine) {
  for (const char* name : {"a.png", "b.png"}) write(name, "");
  const std::vector<std::pair<std::string, std::vector<std::string>>> json = {
      {"{", {"dataset.json", "line 1"}},
      {"[]", {"\"labels\""}},
      {R"({"labels": 3})", {"no list of labels"}},
      {R"({"labels": [["a.png"]]})", {"entry 0"}},
      {R"({"labels": [["a.png", 1], ["a.png", 1]]})", {"\"a.png\" twice"}},
      {R"({"labels": [["a.png", 1]]})", {"none for \"b.png\""}},
      {R"({"labels": [["a.png", [0, 1]], ["b.png", [1, 0]]]})", {"a list of numbers"}},
      {R"({"labels": [["a.png", -1], ["b.png", 0]]})", {"from 0 to 65535", "-1"}},
      {R"({"labels": [["a.png", 0.5], ["b.png", 0]]})", {"0.5"}},
      {R"({"labels": [["a.png", 65536], ["b.png", 0]]})", {"65536"}},
      {R"({"labels": [["a.png", 0], ["b.png", "x"]]})", {"of one kind"}},
      {R"({"labels": [["a.png", 0], ["b.png", null]]})", {"of one kind"}}};
  for (const auto& [text, parts] : json)
    EXPECT_TRUE(has(error("dataset.json", text), parts)) << text;
  std::filesystem::remove(folder_ / "dataset.json");
  const std::vector<std::pair<std::string, std::vector<std::string>>> lines = {
      {"{\"file_name\": \"a.png\"}\n{", {"metadata.jsonl, line 2", "a line of its own"}},
      {"\n{\"file_name\" 3}", {"metadata.jsonl, line 2, column 14", "a colon"}},
      {"[{\"file_name\": \"a.png\"}]", {"metadata.jsonl, line 1", "a line of its own"}},
      {"{\"file\": \"a.png\"}", {"\"file_name\"", "line 1"}},
      {"3", {"\"file_name\"", "line 1"}},
      {"{\"file_name\": \"a.png\", \"label\": 1}", {"none for \"b.png\""}},
      {"", {"none for \"a.png\""}}};
  for (const auto& [text, parts] : lines)
    EXPECT_TRUE(has(error("metadata.jsonl", text), parts)) << text;
}

}  // namespace
}  // namespace gan::test
