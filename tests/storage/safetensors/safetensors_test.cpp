#include "gan/storage/safetensors/safetensors.h"

#include <cstring>

#include <gtest/gtest.h>

#include "files.h"
#include "gan/base/sha256.h"
#include "memory_limit.h"
#include "storage/safetensors_bytes.h"

namespace gan::test {
namespace {

constexpr std::size_t kDigestAt = 35;  // 8 bytes of length, then {"__metadata__":{"sha256":"

template <class Number>
std::string raw(const std::vector<Number>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number)};
}

class SafetensorsFile : public testing::Test {
 protected:
  SafetensorsFile() {
    content.metadata = {{"format", "test"}, {"text", "\"quoted\"\n\xc3\xa9"}};
    content.tensors = {{"bytes", {ElementType::u8, {5}, bytes}},
                       {"doubles", {ElementType::f64, {1}, doubles}},
                       {"empty", {ElementType::f32, {3, 0}, ""}},
                       {"floats", {ElementType::f32, {2, 3}, floats}},
                       {"integers", {ElementType::i64, {2}, integers}},
                       {"scalar", {ElementType::u8, {}, "x"}}};
    file = encode_safetensors(content);
  }
  std::string decode_error(const std::string& changed) const {
    const std::string error = error_of([&] { decode_safetensors(changed, "x.safetensors"); });
    EXPECT_TRUE(has(error, {"x.safetensors"}));
    return error;
  }

  const std::string bytes = "bytes", floats = raw<float>({1, 2.5, -3, 0, 1e-40f, 6}),
                    doubles = raw<double>({0.1}), integers = raw<std::int64_t>({-1, INT64_MAX});
  Safetensors content;
  std::string file;
  TempFolder folder;
};

TEST_F(SafetensorsFile, ComesBackAsItWas) {
  const Safetensors decoded = decode_safetensors(file, "x");
  std::map<std::string, std::string> metadata = decoded.metadata;
  EXPECT_EQ(metadata.at("sha256"), file.substr(kDigestAt, 64));
  metadata.erase("sha256");
  EXPECT_EQ(metadata, content.metadata);
  ASSERT_EQ(decoded.tensors.size(), content.tensors.size());
  for (const auto& [name, tensor] : content.tensors) {
    const TensorView& other = decoded.tensors.at(name);
    EXPECT_EQ(other.type, tensor.type) << name;
    EXPECT_EQ(other.shape, tensor.shape) << name;
    EXPECT_EQ(other.bytes, tensor.bytes) << name;
  }
  EXPECT_EQ(encode_safetensors(decoded), file);
}

TEST_F(SafetensorsFile, HasDataAlignedToTheirElements) {
  const Safetensors decoded = parse_safetensors(file, "x");
  for (const auto& [name, tensor] : decoded.tensors) {
    const auto place = static_cast<std::size_t>(tensor.bytes.data() - file.data());
    EXPECT_EQ(place % size_of(tensor.type), 0u) << name;
  }
  std::uint64_t length = 0;
  std::memcpy(&length, file.data(), sizeof length);
  EXPECT_EQ((8 + length) % 8, 0u);
}

TEST_F(SafetensorsFile, HasTheDigestThatItsPageDescribes) {
  std::string zeroed = file;
  zeroed.replace(kDigestAt, 64, 64, '0');
  EXPECT_EQ(file.substr(8, 27), R"({"__metadata__":{"sha256":")");
  EXPECT_EQ(file.substr(kDigestAt, 64), sha256_of(zeroed.data(), zeroed.size()));
}

TEST_F(SafetensorsFile, MayBeEmpty) {
  const std::string none = encode_safetensors({});
  EXPECT_TRUE(decode_safetensors(none, "x").tensors.empty());
  EXPECT_EQ(decode_safetensors(none, "x").metadata.count("sha256"), 1u);
}

TEST_F(SafetensorsFile, IsRefusedForEveryFlippedBit) {
  for (std::size_t bit = 0; bit < 8 * file.size(); ++bit) {
    file[bit / 8] = static_cast<char>(file[bit / 8] ^ 1 << bit % 8);
    EXPECT_NE(decode_error(file), "") << bit;
    file[bit / 8] = static_cast<char>(file[bit / 8] ^ 1 << bit % 8);
  }
}

TEST_F(SafetensorsFile, IsRefusedForEveryTruncationAndForMore) {
  for (std::size_t size = 0; size < file.size(); ++size)
    EXPECT_NE(decode_error(file.substr(0, size)), "");
  EXPECT_TRUE(has(decode_error(file + '\0'), {"SHA-256", "damaged"}));
  EXPECT_TRUE(has(decode_error(file.substr(0, 7)), {"SHA-256", "none"}));
}

TEST_F(SafetensorsFile, WithoutDigestIsParsedButNotDecoded) {
  const std::string other = safetensors_bytes("{" + entry("a", "U8", "[1]", "[0,1]") + "}", "x");
  EXPECT_EQ(parse_safetensors(other, "x").tensors.at("a").bytes, "x");
  EXPECT_TRUE(has(decode_error(other), {"SHA-256", "none", "another program"}));
}

TEST_F(SafetensorsFile, IsReadFromAPath) {
  EXPECT_EQ(read_safetensors_file(write_file(folder / "a", file)), file);
}

TEST_F(SafetensorsFile, IsNotReadWhereItsSizeIsNotTheHeaders) {
  const auto error_of_file = [&](const std::string& content_) {
    const std::string path = write_file(folder / "a", content_);
    const std::string error = error_of([&] { read_safetensors_file(path); });
    EXPECT_TRUE(has(error, {path}));
    return error;
  };
  EXPECT_TRUE(has(error_of_file(""), {"at least 8 bytes", "found 0"}));
  EXPECT_TRUE(has(error_of_file(file.substr(0, file.size() - 1)), {"bytes of tensors"}));
  EXPECT_TRUE(has(error_of_file(file + "more"), {"bytes of tensors"}));
  EXPECT_TRUE(has(error_of_file(little_endian(1 << 20, 8) + "{}"), {"at most 2 bytes"}));
  EXPECT_TRUE(has(error_of_file("version https://git-lfs.github.com"), {"a Git LFS pointer"}));
  EXPECT_TRUE(has(error_of_file(std::string(100, '\0')), {"nothing but zero bytes"}));
  EXPECT_TRUE(
      has(error_of([&] { read_safetensors_file(folder / "none"); }), {"none of that name"}));
  EXPECT_TRUE(has(error_of([&] { read_safetensors_file(folder.path()); }), {"a folder"}));
}

// The files are sparse: reading them would take the memory, not the disk.
TEST_F(SafetensorsFile, IsNotReadWhereItIsLargerThanItsHeaderSays) {
  const std::string path = write_file(folder / "a", file);
  for (const std::uintmax_t size : {std::uintmax_t{1} << 32, (std::uintmax_t{1} << 32) + 1}) {
    std::filesystem::resize_file(path, size);
    const std::string error = error_of([&] { read_safetensors_file(path); });
    EXPECT_TRUE(
        has(error, {size > std::uintmax_t{1} << 32 ? "at most 4 GiB" : "bytes of tensors"}));
  }
}

TEST(Safetensors, TooLittleMemoryIsTold) {
  const TempFolder folder;
  const std::string head =
      safetensors_bytes("{" + entry("a", "U8", "[1073741824]", "[0,1073741824]") + "}");
  const std::string path = write_file(folder / "a", head);
  std::filesystem::resize_file(path, head.size() + (std::uintmax_t{1} << 30));
  const MemoryLimit limit(64 << 20);
  if (!limit.holds()) GTEST_SKIP() << "memory cannot be limited here";
  EXPECT_TRUE(has(error_of([&] { read_safetensors_file(path); }), {path, "too little memory"}));
}

TEST(Safetensors, IsNotWrittenWhereItCouldNotBeRead) {
  const auto error_of_tensor = [](const std::string& name, const TensorView& tensor) {
    return error_of([&] { encode_safetensors({{}, {{name, tensor}}}); });
  };
  EXPECT_TRUE(has(error_of_tensor("a", {ElementType::f32, {2}, "1234"}), {"\"a\"", "8 bytes"}));
  EXPECT_TRUE(has(error_of_tensor("a", {ElementType::u8, {-1}, ""}), {"negative"}));
  EXPECT_TRUE(has(error_of_tensor("", {ElementType::u8, {1}, "x"}), {"an empty name"}));
  EXPECT_TRUE(has(error_of_tensor("__metadata__", {ElementType::u8, {1}, "x"}), {"twice"}));
  EXPECT_TRUE(has(error_of_tensor("\xff", {ElementType::u8, {1}, "x"}), {"UTF-8"}));
  EXPECT_TRUE(has(error_of([] { encode_safetensors({{{"a", "\xff"}}, {}}); }), {"UTF-8"}));
  const std::string large(std::size_t{16} << 20, 'x');
  EXPECT_TRUE(has(error_of([&] { encode_safetensors({{{"a", large}}, {}}); }), {"16777216"}));
}

}  // namespace
}  // namespace gan::test
