#include "gan/base/image.h"

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

TEST(ParseSize, ReadsOneNumberOrTwo) {
  EXPECT_EQ(parse_size("28", "--size"), (ImageShape{28, 28, 1}));
  EXPECT_EQ(parse_size("48x64", "--size"), (ImageShape{48, 64, 1}));
  EXPECT_EQ(parse_size("4096x1", "--size"), (ImageShape{4096, 1, 1}));
  for (const char* wrong :
       {"", "x", "28x", "x28", "0", "28x0", "4097", "99999", "-3", "28 28", "a"})
    EXPECT_TRUE(has(error_of([&] { parse_size(wrong, "--size"); }),
                    {"--size", "28x28", std::string("\"") + wrong + "\""}))
        << wrong;
}

TEST(PixelsText, NamesSizeAndChannels) {
  EXPECT_EQ(pixels_text({28, 32, 1}), "28 by 32 pixels, 1 channel");
  EXPECT_EQ(pixels_text({28, 32, 3}), "28 by 32 pixels, 3 channels");
}

}  // namespace
}  // namespace gan::test
