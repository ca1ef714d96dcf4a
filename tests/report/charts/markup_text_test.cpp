#include "gan/report/charts/markup_text.h"

#include <gtest/gtest.h>

#include "report/markup.h"

namespace gan::test {
namespace {

const std::string replaced = "\xEF\xBF\xBD";

TEST(MarkupText, LeavesNoMarkup) {
  EXPECT_EQ(markup_text("<script>alert('1' & \"2\")</script>"),
            "&lt;script&gt;alert(&#39;1&#39; &amp; &quot;2&quot;)&lt;/script&gt;");
  EXPECT_EQ(markup_text("plain text, 100 %"), "plain text, 100 %");
  EXPECT_EQ(markup_text(""), "");
}

TEST(MarkupText, KeepsUtf8) {
  const std::string text =
      "Fr\xC3\xA9"
      "chet \xE2\x82\xAC \xF0\x9F\x98\x80 \xED\x9F\xBF \xF4\x8F\xBF\xBD";
  EXPECT_EQ(markup_text(text), text);
}

TEST(MarkupText, ReplacesWhatIsNoUtf8ByteByByte) {
  // A lone continuation, cut off ones, overlong forms, a surrogate, beyond the last code point.
  EXPECT_EQ(markup_text("a\x80z"), "a" + replaced + "z");
  EXPECT_EQ(markup_text("a\xC3"), "a" + replaced);
  EXPECT_EQ(markup_text("\xE2\x82<"), replaced + replaced + "&lt;");
  EXPECT_EQ(markup_text("\xC0\xBC"), replaced + replaced);
  EXPECT_EQ(markup_text("\xE0\x80\xBC"), replaced + replaced + replaced);
  EXPECT_EQ(markup_text("\xED\xA0\x80"), replaced + replaced + replaced);
  EXPECT_EQ(markup_text("\xF4\x90\x80\x80"), replaced + replaced + replaced + replaced);
  EXPECT_EQ(markup_text("\xFF"), replaced);
}

TEST(MarkupText, ReplacesControlsAndMarksOfDirection) {
  EXPECT_EQ(markup_text(std::string("a\0b\x1b[1m\x7f", 8)),
            "a" + replaced + "b" + replaced + "[1m" + replaced);
  EXPECT_EQ(markup_text("a\tb\nc"), "a\tb\nc");
  EXPECT_EQ(markup_text("\xC2\x85"), replaced);
  EXPECT_EQ(markup_text("\xE2\x80\xAE"), replaced);  // right to left
  EXPECT_EQ(markup_text("\xE2\x81\xA6"), replaced);  // an isolate
  EXPECT_EQ(markup_text("\xEF\xBF\xBF"), replaced);  // no character
}

TEST(MarkupText, AnyBytesGiveWellFormedText) {
  std::string bytes;
  std::uint32_t state = 1;
  for (int i = 0; i < 20000; ++i)
    bytes += static_cast<char>((state = state * 1664525U + 1013904223U) >> 24);
  const std::string text = markup_text(bytes);
  EXPECT_TRUE(text_is_well_formed(text));
  // What remains is left as it is, but for its entities.
  EXPECT_EQ(count(markup_text(text), "&amp;"), count(text, "&"));
  EXPECT_EQ(count(markup_text(text), replaced), count(text, replaced));
}

TEST(DataUri, EncodesAsRfc4648Does) {
  const std::string before = "data:image/png;base64,";
  EXPECT_EQ(data_uri("image/png", ""), before);
  EXPECT_EQ(data_uri("image/png", "f"), before + "Zg==");
  EXPECT_EQ(data_uri("image/png", "fo"), before + "Zm8=");
  EXPECT_EQ(data_uri("image/png", "foo"), before + "Zm9v");
  EXPECT_EQ(data_uri("image/png", "foob"), before + "Zm9vYg==");
  EXPECT_EQ(data_uri("image/png", "foobar"), before + "Zm9vYmFy");
  EXPECT_EQ(data_uri("text/plain", std::string("\x00\xff\xfe\xfb", 4)),
            "data:text/plain;base64,AP/++w==");
}

}  // namespace
}  // namespace gan::test
