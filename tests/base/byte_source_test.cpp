#include "gan/base/byte_source.h"

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

TEST(ByteSource, ReadsFromAnyPosition) {
  const TempFolder folder;
  const FileSource file(write_file(folder / "file", "abcdef"), "reading");
  const MemorySource memory("abcdef");
  for (const ByteSource* source :
       {static_cast<const ByteSource*>(&file), static_cast<const ByteSource*>(&memory)}) {
    ASSERT_EQ(source->size(), 6u);
    std::string got(3, '\0');
    source->read(2, got.data(), 3);
    EXPECT_EQ(got, "cde");
    source->read(0, got.data(), 3);
    EXPECT_EQ(got, "abc");
  }
}

TEST(ByteSource, MemoryIsNotReadBeyondItsEnd) {
  const MemorySource memory("abc");
  char byte;
  EXPECT_THROW(memory.read(3, &byte, 1), Error);
  EXPECT_THROW(memory.read(~std::uint64_t{0}, &byte, 1), Error);
}

TEST(ByteSource, FileThatShrinksWhileItIsRead) {
  const TempFolder folder;
  const std::string path = write_file(folder / "file", "abcdef");
  const FileSource file(path, "reading");
  std::filesystem::resize_file(path, 3);
  std::string got(6, '\0');
  EXPECT_TRUE(has(error_of([&] { file.read(0, got.data(), 6); }), {path, "became shorter"}));
}

}  // namespace
}  // namespace gan::test
