#include "gan/report/html/html_style.h"

#include <gtest/gtest.h>

#include "files.h"
#include "report/markup.h"

namespace gan::test {
namespace {

TEST(HtmlStyle, FollowsTheReader) {
  EXPECT_TRUE(has(html_style(), {"prefers-color-scheme: dark", "prefers-reduced-motion",
                                 "@media print", ":focus-visible", ".chart .s1"}));
  EXPECT_EQ(count(html_style(), "{"), count(html_style(), "}"));
}

TEST(HtmlStyle, NeitherStyleNorScriptLoadsOrBreaksOut) {
  for (const std::string& text : {html_style(), html_script()}) {
    EXPECT_TRUE(text_is_well_formed(text));
    for (const char* word : {"http:", "https:", "url(", "@import", "fetch", "XMLHttpRequest"})
      EXPECT_EQ(count(text, word), 0U) << word;
  }
}

}  // namespace
}  // namespace gan::test
