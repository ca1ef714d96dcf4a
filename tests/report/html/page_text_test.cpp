#include "gan/report/html/page_text.h"

#include <gtest/gtest.h>

#include "files.h"
#include "gan/report/charts/chart_frame.h"
#include "report/markup.h"

namespace gan::test {
namespace {

const std::string style = std::string(page_style) + chart_style;

TEST(PageText, FollowsTheReader) {
  EXPECT_TRUE(has(style, {"prefers-color-scheme: dark", "prefers-reduced-motion", "@media print",
                          ":focus-visible", ".chart .s1"}));
  EXPECT_EQ(count(style, "{"), count(style, "}"));
}

TEST(PageText, NeitherStyleNorScriptLoadsOrBreaksOut) {
  for (const std::string& text : {style, std::string(page_script)}) {
    EXPECT_TRUE(text_is_well_formed(text));
    for (const char* word : {"http:", "https:", "url(", "@import", "fetch", "XMLHttpRequest"})
      EXPECT_EQ(count(text, word), 0U) << word;
  }
}

}  // namespace
}  // namespace gan::test
