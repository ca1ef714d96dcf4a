#include "gan/data/sources/path_text.h"

#include <gtest/gtest.h>

namespace gan::test {
namespace {

TEST(PathText, IsThePathWhereThatIsUtf8) {
  for (const char* path : {"", "/data/mnist", "/data/caf\xc3\xa9", "data/caf\xe9", "/100%/%41"}) {
    EXPECT_EQ(text_of(path), path);
    EXPECT_EQ(path_of(path), path);
  }
}

TEST(PathText, IsAUriElse) {
  EXPECT_EQ(text_of("/data/caf\xe9"), "file:///data/caf%E9");
  EXPECT_EQ(path_of("file:///data/caf%e9"), "/data/caf\xe9");
  std::string every = "/";
  for (int byte = 1; byte < 256; ++byte) every += static_cast<char>(byte);
  EXPECT_EQ(path_of(text_of(every)), every);
  EXPECT_EQ(path_of("file:///a%2"), "/a%2");
  EXPECT_EQ(path_of("file:///a%zz"), "/a%zz");
  EXPECT_EQ(path_of("file://host/a"), "file://host/a");
}

}  // namespace
}  // namespace gan::test
