#include "gan/report/html/html_elements.h"

#include <limits>

#include <gtest/gtest.h>

#include "files.h"
#include "gan/report/pictures/png.h"
#include "report/markup.h"

namespace gan::test {
namespace {

TEST(HtmlElements, NumbersHaveAsManyDigitsAsTheyAreWorth) {
  EXPECT_EQ(measure_text(1234.56), "1234.6");
  EXPECT_EQ(measure_text(12.345), "12.35");
  EXPECT_EQ(measure_text(-0.5), "-0.500");
  EXPECT_EQ(measure_text(0.01234), "0.0123");
  EXPECT_EQ(measure_text(0.0000123), "1.2e-5");
  EXPECT_EQ(measure_text(1234567), "1.23e6");
  EXPECT_EQ(measure_text(0), "0");
  EXPECT_EQ(measure_text(std::numeric_limits<double>::quiet_NaN()), "not finite");
  EXPECT_EQ(percent_text(0.1234), "12.3 %");
  EXPECT_EQ(percent_text(std::numeric_limits<double>::infinity()), "not finite");
}

TEST(HtmlElements, ATableHasItsTextsAndHeadings) {
  const std::string table =
      html_table("A & B", {"x", "<y>"}, {{"row", "1"}, {"\"2\"", "<script>"}}, "numbers");
  EXPECT_TRUE(well_formed(table)) << table;
  EXPECT_TRUE(has(table, {"<caption>A &amp; B</caption>", "<th scope=\"col\">&lt;y&gt;</th>",
                          "<th scope=\"row\">row</th><td>1</td>", "<td>&lt;script&gt;</td>",
                          "tabindex=\"0\"", "class=\"numbers\""}));
}

TEST(HtmlElements, APictureSaysItsSizeAndWhatItShows) {
  const std::string image = html_image(encode_png(Image(300, 7)), "a \"b\"", " hidden=\"\"");
  EXPECT_TRUE(well_formed(image)) << image;
  EXPECT_TRUE(has(image, {"src=\"data:image/png;base64,iVBORw0KGgo", "alt=\"a &quot;b&quot;\"",
                          " width=\"300\" height=\"7\"", " hidden=\"\""}));
  const std::string none = html_image("no picture", "a");
  EXPECT_TRUE(well_formed(none));
  EXPECT_EQ(none.find("width"), std::string::npos);
}

TEST(HtmlElements, SectionsAndFiguresNameThemselves) {
  const std::string section =
      html_section("here", "A <heading>", html_figure("H&", "<i>x</i>", "words <", "wide"));
  EXPECT_TRUE(well_formed(section)) << section;
  EXPECT_TRUE(has(section, {"id=\"here\"", "<h2 id=\"here-heading\">A &lt;heading&gt;</h2>",
                            "aria-labelledby=\"here-heading\"", "<h3>H&amp;</h3>", "<i>x</i>",
                            "<figcaption>words &lt;</figcaption>", "class=\"wide\""}));
  EXPECT_EQ(html_figure("", "<i>x</i>", "").find("h3"), std::string::npos);
  EXPECT_TRUE(has(html_details("more <", "<i>x</i>"), {"<summary>more &lt;</summary>"}));
  EXPECT_EQ(html_missing("<i>x</i>"), "<p class=\"soft\"><i>x</i></p>\n");
}

}  // namespace
}  // namespace gan::test
