#include "gan/base/sha256.h"

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

TEST(Sha256, KnownValues) {
  // FIPS 180-4's examples.
  EXPECT_EQ(sha256_of("", 0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_of("abc", 3),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, PiecesAndFilesAgreeWithTheWhole) {
  const std::string bytes = noise(700001);
  const std::string whole = sha256_of(bytes.data(), bytes.size());
  EXPECT_EQ(Sha256().update(bytes.data(), 5).update(bytes.data() + 5, bytes.size() - 5).hex(),
            whole);
  const TempFolder folder;
  EXPECT_EQ(sha256_of_file(write_file(folder / "file", bytes)), whole);
  EXPECT_TRUE(has(error_of([&] { sha256_of_file(folder / "none"); }), {folder / "none"}));
}

}  // namespace
}  // namespace gan::test
