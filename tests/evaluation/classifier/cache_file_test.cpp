#include "gan/evaluation/classifier/cache_file.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

Safetensors some_content() {
  static const std::string bytes(8, '\1');
  Safetensors content;
  content.metadata = {{"format", "some"}, {"key", "k"}};
  content.tensors["numbers"] = {ElementType::f32, {2}, bytes};
  return content;
}

TEST(CacheFile, ComesBackAsItWas) {
  const TempFolder folder;
  const std::string path = folder / "a/b/file.safetensors";
  EXPECT_FALSE(read_cached(path, {}));
  EXPECT_EQ(write_cached(path, some_content()), "");
  const std::optional<CachedContent> kept = read_cached(path, {{"format", "some"}, {"key", "k"}});
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->content.tensors.at("numbers").bytes, std::string(8, '\1'));
  EXPECT_EQ(kept->content.metadata.at("key"), "k");
}

TEST(CacheFile, IsRefusedWhereItIsOfSomethingElse) {
  const TempFolder folder;
  const std::string path = folder / "file.safetensors";
  write_cached(path, some_content());
  EXPECT_TRUE(has(error_of([&] {
                    read_cached(path, {{"key", "other"}});
                  }),
                  {path, "expected key other", "found k"}));
  EXPECT_TRUE(has(error_of([&] { read_cached(path, {{"version", "1"}}); }), {"version 1", "none"}));
}

TEST(CacheFile, IsRefusedWhereItIsDamaged) {
  const TempFolder folder;
  const std::string path = folder / "file.safetensors";
  write_cached(path, some_content());
  std::string bytes = read_file(path);
  bytes.back() = '\2';
  write_file(path, bytes);
  EXPECT_TRUE(has(error_of([&] { read_cached(path, {}); }), {path, "SHA-256"}));
}

TEST(CacheFile, SaysWhyItCouldNotBeWritten) {
  const TempFolder folder;
  write_file(folder / "a", "a file");
  EXPECT_TRUE(has(write_cached(folder / "a/file.safetensors", some_content()), {folder / "a"}));
}

}  // namespace
}  // namespace gan::test
