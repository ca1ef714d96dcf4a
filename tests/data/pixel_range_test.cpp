#include "gan/data/pixel_range.h"

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

TEST(PixelRange, IsReadFromAFlag) {
  EXPECT_EQ(parse_pixel_range("auto", "--flag").given, std::nullopt);
  EXPECT_EQ(parse_pixel_range("-1,1", "--flag").given, (PixelRange{-1, 1}));
  EXPECT_EQ(parse_pixel_range("-0.4242,2.8215", "--flag").given, (PixelRange{-0.4242, 2.8215}));
  EXPECT_EQ(parse_pixel_range("0,255", "--flag").flag, "--flag");
  for (const char* text : {"", "0", "0,", ",1", "0;1", "0, 1", "1,0", "1,1", "0,1,2", "0,nan",
                           "black,white", "-1e999,1"})
    EXPECT_TRUE(has(error_of([&] { parse_pixel_range(text, "--flag"); }),
                    {"--flag", "auto", std::string("\"") + text + "\""}));
  EXPECT_EQ(name_of({0, 255}), "0,255");
  EXPECT_EQ(name_of({-0.4242, 2.8215}), "-0.4242,2.8215");
}

}  // namespace
}  // namespace gan::test
