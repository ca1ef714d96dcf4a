#include "gan/data/formats/idx.h"

#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "data/idx_bytes.h"
#include "files.h"
#include "memory_limit.h"

namespace gan::test {
namespace {

using Sizes = std::vector<std::int64_t>;

std::string parse_error(const std::string& file, int dimensions = 3) {
  return error_of([&] { parse_idx(file, "FILE", dimensions); });
}

std::string bytes_of(const IdxArray& array) {
  return {array.bytes.begin(), array.bytes.end()};
}

// A header of any four numbers.
std::string header(std::initializer_list<std::uint32_t> words) {
  std::string text;
  for (const std::uint32_t word : words)
    for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>(word >> shift & 255);
  return text;
}

TEST(Idx, ReadsImagesOfAnySizeRawAndPacked) {
  const TempFolder folder;
  for (const Sizes& sizes : {Sizes{10000, 32, 20}, Sizes{1, 1, 1}, Sizes{3, 28, 28}}) {
    const std::string file = idx_file(sizes);
    // The content decides, not the name.
    for (const auto& [name, content] : {std::pair{"raw.gz", file}, {"packed", pack(file)}}) {
      const IdxArray array = read_idx(write_file(folder / name, content), 3);
      EXPECT_EQ(array.sizes, sizes);
      EXPECT_EQ(bytes_of(array), file.substr(16));
    }
  }
}

TEST(Idx, ReadsLabels) {
  const std::string file = idx_file({300});
  for (const std::string& content : {file, pack(file)}) {
    const IdxArray array = parse_idx(content, "FILE", 1);
    EXPECT_EQ(array.sizes, Sizes{300});
    EXPECT_EQ(bytes_of(array), file.substr(8));
  }
}

TEST(Idx, ReadsLabelsOfOtherIntegers) {
  const auto labels = [](char type, const std::string& elements) {
    return std::string({0, 0, type, 1, 0, 0, 0, 2}) + elements;
  };
  for (const std::string& file : {labels(9, "\3\7"), labels(0x0b, std::string("\0\3\0\7", 4)),
                                  labels(0x0c, std::string("\0\0\0\3\0\0\0\7", 8))})
    for (const std::string& form : {file, pack(file)}) {
      const IdxArray array = parse_idx(form, "FILE", 1);
      EXPECT_EQ(array.sizes, Sizes{2});
      EXPECT_EQ(bytes_of(array), "\3\7");
    }
  for (const std::string& file : {labels(9, "\3\377"), labels(0x0b, std::string("\0\3\1\0", 4)),
                                  labels(0x0c, std::string("\0\0\0\3\377\377\377\377", 8))})
    EXPECT_TRUE(has(parse_error(file, 1), {"FILE", "labels from 0 to 255", "at position 1"}));
  EXPECT_TRUE(has(parse_error(labels(0x0c, "1234"), 1), {"expected 16 bytes", "found 12"}));
  EXPECT_TRUE(has(parse_error(labels(0x0d, "12345678"), 1), {"an IDX file of floats"}));
}

TEST(Idx, WritesWhatItReads) {
  const std::string file = idx_file({2, 3, 4});
  const IdxArray array = parse_idx(file, "FILE", 3);
  EXPECT_EQ(encode_idx(array.sizes, array.bytes.data()), file);
  EXPECT_EQ(encode_idx_header({60000, 28, 28}), header({0x803, 60000, 28, 28}));
  EXPECT_TRUE(has(error_of([] { encode_idx_header({std::int64_t{1} << 32}); }), {"4294967296"}));
  EXPECT_TRUE(has(error_of([] { encode_idx_header({-1}); }), {"-1"}));
}

TEST(Idx, MissingFile) {
  const TempFolder folder;
  const std::string path = folder / "train-images-idx3-ubyte";
  EXPECT_TRUE(
      has(error_of([&] { read_idx(path, 3); }), {"reading images: " + path, "none of that name"}));
  EXPECT_TRUE(has(error_of([&] { read_idx(path, 1); }), {"reading labels: " + path}));
}

TEST(Idx, FolderAndPipeInsteadOfAFile) {
  const TempFolder folder;
  EXPECT_TRUE(has(error_of([&] { read_idx(folder.path(), 3); }), {"expected a file", "a folder"}));
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_TRUE(has(error_of([&] { read_idx(folder / "pipe", 3); }), {"a device or a pipe"}));
  EXPECT_TRUE(has(error_of([] { read_idx("/dev/zero", 3); }), {"a device or a pipe"}));
}

TEST(Idx, UnreadableFile) {
  const TempFolder folder;
  const std::string path = write_file(folder / "file", idx_file({2, 3, 4}));
  // The superuser may read every file; a path through a file is refused to all.
  EXPECT_TRUE(has(error_of([&] { read_idx(path + "/x", 3); }), {"Not a directory"}));
  if (::geteuid() == 0) return;
  ASSERT_EQ(::chmod(path.c_str(), 0), 0);
  EXPECT_TRUE(has(error_of([&] { read_idx(path, 3); }), {path, "Permission denied"}));
}

TEST(Idx, EmptyFile) {
  EXPECT_TRUE(has(parse_error(""), {"expected an IDX image file", "an empty file"}));
  EXPECT_TRUE(has(parse_error("", 1), {"expected an IDX label file", "an empty file"}));
  EXPECT_TRUE(has(parse_error(pack("")), {"gzip data without content"}));
}

TEST(Idx, TruncatedAtEachByteOfTheHeaderAndBefore) {
  const std::string file = idx_file({2, 3, 4});
  for (std::size_t length = 1; length < file.size(); ++length) {
    const std::string part = file.substr(0, length);
    const std::string raw = parse_error(part), packed = parse_error(pack(part));
    if (length < 16) {
      const std::vector<std::string> parts = {"a header of 16 bytes",
                                              "only " + std::to_string(length) + " bytes"};
      EXPECT_TRUE(has(raw, parts));
      EXPECT_TRUE(has(packed, parts));
    } else {
      const std::vector<std::string> parts = {"expected 40 bytes", "2 x 3 x 4",
                                              "found " + std::to_string(length)};
      EXPECT_TRUE(has(raw, parts));
      EXPECT_TRUE(has(packed, parts));
    }
  }
}

TEST(Idx, ReadsPackedFilesOfSeveralMembers) {
  const std::string file = idx_file({20, 30, 40});
  const auto packed = [&](std::size_t cut) {
    return pack(file.substr(0, cut)) + pack(file.substr(cut));
  };
  for (const std::size_t cut : {std::size_t{0}, std::size_t{3}, std::size_t{16}, file.size() - 5})
    for (const std::string& padding : {std::string(), std::string(512, '\0')})
      EXPECT_EQ(bytes_of(parse_idx(packed(cut) + padding, "FILE", 3)), file.substr(16)) << cut;
  EXPECT_TRUE(has(parse_error(packed(16) + pack("x")), {"expected 24016 bytes", "found more"}));
  EXPECT_TRUE(has(parse_error(pack(file.substr(0, 50)) + pack("x")), {"found 51"}));
}

TEST(Idx, OverlongFile) {
  const std::string file = idx_file({2, 3, 4}) + "x";
  EXPECT_TRUE(has(parse_error(file), {"expected 40 bytes", "found 41"}));
  EXPECT_TRUE(has(parse_error(pack(file)), {"expected 40 bytes", "found more"}));
}

TEST(Idx, LabelsForImagesAndImagesForLabels) {
  for (const bool packed : {false, true}) {
    const auto form = [&](const std::string& file) { return packed ? pack(file) : file; };
    EXPECT_TRUE(has(parse_error(form(idx_file({5}))),
                    {"expected an IDX image file", "found an IDX label file", "swapped"}));
    EXPECT_TRUE(has(parse_error(form(idx_file({2, 3, 4})), 1),
                    {"expected an IDX label file", "found an IDX image file", "swapped"}));
  }
}

TEST(Idx, WrongMagicSaysWhatTheFileLooksLike) {
  EXPECT_TRUE(has(parse_error("\x89PNG\r\n\x1a\n and so on"), {"a PNG picture"}));
  EXPECT_TRUE(has(parse_error("<!DOCTYPE html><html>"), {"a web page"}));
  EXPECT_TRUE(has(parse_error(pack(pack(idx_file({2, 3, 4})))), {"gzip data"}));
  EXPECT_TRUE(has(parse_error(header({0x00000d03, 1, 1, 1}) + "four"), {"IDX file of floats"}));
  EXPECT_TRUE(has(parse_error(header({0xdeadbeef, 1, 1, 1})), {"unknown data (0xdeadbeef)"}));
}

TEST(Idx, HugeHeaderTakesNoMemory) {
  const std::uint32_t most = 0xffffffffu;
  for (const bool packed : {false, true}) {
    const auto form = [&](const std::string& file) { return packed ? pack(file) : file; };
    // The product of these sizes overflows 64 bits, and to 0 in the second case.
    EXPECT_TRUE(has(parse_error(form(header({0x803, most, most, most}))),
                    {"4294967295 x 4294967295 x 4294967295", "larger than any file"}));
    EXPECT_TRUE(
        has(parse_error(form(header({0x803, 1u << 31, 1u << 31, 4}))), {"larger than any file"}));
    // 4 exabytes and 4 gigabytes would be tried if the file's size were not asked first.
    EXPECT_TRUE(has(parse_error(form(header({0x803, 1u << 31, 1u << 31, 1}))), {"found 16"}));
    EXPECT_TRUE(has(parse_error(form(header({0x801, most})), 1), {"found 8"}));
  }
}

TEST(Idx, HugeHeaderWithAForgedGzipLength) {
  // A trailer that claims what the header claims: only deflate's limit tells that it cannot be.
  std::string file = pack(header({0x803, 1000, 1000, 1000}));
  const std::uint32_t claim = 1000000016;
  for (std::size_t i = 0; i < 4; ++i)
    file[file.size() - 4 + i] = static_cast<char>(claim >> 8 * i & 255);
  EXPECT_TRUE(has(parse_error(file), {"damaged gzip data"}));
}

TEST(Idx, TooLittleMemoryIsTold) {
  const TempFolder folder;
  const std::string path = write_file(folder / "images", header({0x803, 1u << 20, 32, 32}));
  std::filesystem::resize_file(path, 16 + (std::uintmax_t{1} << 30));
  const MemoryLimit limit(64 << 20);
  if (!limit.holds()) GTEST_SKIP() << "memory cannot be limited here";
  EXPECT_TRUE(
      has(error_of([&] { read_idx(path, 3); }), {path, "too little memory for 1073741824 bytes"}));
}

TEST(Idx, SizesOfZero) {
  for (const auto& sizes : {Sizes{0, 28, 28}, Sizes{3, 0, 28}, Sizes{3, 28, 0}, Sizes{0, 0, 0}})
    EXPECT_TRUE(has(parse_error(encode_idx_header(sizes)), {"sizes of at least 1"}));
  EXPECT_TRUE(has(parse_error(header({0x801, 0}), 1), {"sizes of at least 1"}));
  EXPECT_TRUE(has(parse_error(pack(header({0x801, 0})), 1), {"sizes of at least 1"}));
}

TEST(Idx, OnlyOneAndThreeDimensions) {
  EXPECT_TRUE(has(parse_error(idx_file({2, 2}), 2), {"1 or 3"}));
}

}  // namespace
}  // namespace gan::test
