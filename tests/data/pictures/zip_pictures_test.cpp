#include "gan/data/pictures/zip_pictures.h"

#include <atomic>
#include <filesystem>
#include <sys/stat.h>
#include <thread>

#include <gtest/gtest.h>

#include "data/pictures/picture_sets.h"

namespace gan::test {
namespace {

using Names = std::vector<std::string>;

class ZipPicturesTest : public testing::Test {
 protected:
  std::string error(const std::string& bytes) const {
    const std::string path = write_file(folder_ / "a.zip", bytes);
    return error_of([&] {
      const auto files = open_pictures(path);
      for (std::size_t i = 0; i < files->pictures().size(); ++i) files->read(i);
    });
  }

  const TempFolder folder_;
  const std::string whole_ = read_file(
      write_zip(folder_ / "whole.zip", {{"a.png", std::string(500, 'a')}, {"b.png", "b"}}, true));
};

TEST_F(ZipPicturesTest, DamageIsOneLine) {
  for (const std::string& bytes : {std::string(), whole_.substr(0, 100), whole_.substr(100),
                                   whole_.substr(0, whole_.size() - 10), noise(200)})
    EXPECT_TRUE(has(error(bytes), {"a.zip", "reading a zip archive"}));
  std::string changed = whole_;
  changed[100] = 'x';
  EXPECT_TRUE(has(error(changed), {"a.zip/a.png", "CRC"}));
}

TEST_F(ZipPicturesTest, AnEntryThatIsLongerThanItSaysIsRefused) {
  const std::string packed =
      read_file(write_zip(folder_ / "packed.zip", {{"a.png", std::string(100000, 'a')}}));
  // The size of the unpacked data in both headers, little-endian.
  std::string bomb = packed;
  const std::string size("\xa0\x86\x01\0", 4), less("\x10\0\0\0", 4);
  for (std::size_t at = bomb.find(size); at != std::string::npos; at = bomb.find(size))
    bomb.replace(at, 4, less);
  EXPECT_TRUE(has(error(bomb), {"a.zip/a.png"}));
}

TEST_F(ZipPicturesTest, OddNamesAreOnlyNames) {
  const std::string path = write_zip(folder_ / "odd.zip", {{"../up.png", "1"},
                                                           {"a/../../up.png", "2"},
                                                           {"/root/3.png", "3"},
                                                           {"./here/./4.png", "4"},
                                                           {"back\\slash\\5.png", "5"},
                                                           {"\xff\xfe.png", "6"}});
  const auto files = open_pictures(path);
  EXPECT_EQ(names_of(*files),
            (Names{"back/slash/5.png", "here/4.png", "root/3.png", "\xff\xfe.png"}));
  EXPECT_EQ(files->hidden(), 2);
  EXPECT_EQ(files->folders(), (Names{"a", "back", "here", "root"}));
  EXPECT_EQ(files->read(0), "5");
  EXPECT_EQ(files->read(1), "4");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "up.png"));
}

TEST_F(ZipPicturesTest, EachNameIsThereOnce) {
  const std::string path = write_zip(folder_ / "twice.zip", {{"a.png", "1"}, {"./a.png", "2"}});
  EXPECT_TRUE(has(error_of([&] { open_pictures(path); }), {path, "each name once", "a.png twice"}));
}

TEST_F(ZipPicturesTest, WhatCannotBeUnpackedHasAHint) {
  const std::string path = write_zip(folder_ / "kinds.zip", {{"a.png", "a"}});
  const std::string bytes = read_file(path);
  const std::size_t central = bytes.find("PK\x01\x02");
  std::string encrypted = bytes, packed = bytes;
  encrypted[6] = encrypted[central + 8] = 1;
  packed[8] = packed[central + 10] = 97;  // WavPack
  EXPECT_TRUE(has(error(encrypted), {"a.zip/a.png", "an encrypted file", "unpack the archive"}));
  EXPECT_TRUE(has(error(packed), {"a.zip/a.png", "not supported", "unpack the archive"}));
}

TEST_F(ZipPicturesTest, LinksArePassedOver) {
  const std::string path = write_zip(folder_ / "links.zip", {{"a.png", "a"}, {"b.png", "a.png"}});
  zip_t* const zip = zip_open(path.c_str(), 0, nullptr);
  zip_file_set_external_attributes(zip, 1, 0, ZIP_OPSYS_UNIX, (S_IFLNK | 0777U) << 16U);
  zip_close(zip);
  const auto files = open_pictures(path);
  EXPECT_EQ(names_of(*files), Names{"a.png"});
  EXPECT_EQ(files->others().at(".png"), 1);
}

TEST_F(ZipPicturesTest, ArchivesThatUnzipTakesAreTaken) {
  std::string other_time = whole_;
  other_time[10] ^= 1;  // in the first local header, which the directory at the end repeats
  for (const std::string& bytes : {whole_ + std::string(100, '\0'), other_time}) {
    const std::string path = write_file(folder_ / "a.zip", bytes);
    EXPECT_EQ(open_pictures(path)->read(0), std::string(500, 'a'));
  }
}

TEST_F(ZipPicturesTest, TheBeginningTellsAnArchive) {
  EXPECT_TRUE(is_zip(write_file(folder_ / "set", whole_)));
  EXPECT_TRUE(is_zip(write_file(folder_ / "none.ZIP", "")));
  EXPECT_FALSE(is_zip(write_file(folder_ / "text", "PK")));
  EXPECT_FALSE(is_zip(folder_.path()));
  EXPECT_FALSE(is_zip(folder_ / "missing.zip"));
}

TEST_F(ZipPicturesTest, ThreadsReadAtOnce) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (int i = 0; i < 50; ++i)
    entries.emplace_back(std::to_string(100 + i) + ".png", std::string(5000, static_cast<char>(i)));
  const auto files = open_pictures(write_zip(folder_ / "many.zip", entries));
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (std::size_t i = 0; i < entries.size(); ++i)
        if (files->read(i) != entries[i].second) ++wrong;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(ZipPicturesTest, ArchivesInMemoryAreRead) {
  const auto files = open_zip_bytes(whole_, "memory");
  EXPECT_EQ(files->read(1), "b");
  EXPECT_EQ(files->name_of("b.png"), "memory/b.png");
}

}  // namespace
}  // namespace gan::test
