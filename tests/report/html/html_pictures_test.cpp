#include <gtest/gtest.h>

#include "files.h"
#include "gan/report/charts/markup_text.h"
#include "gan/report/html/html_parts.h"
#include "report/example_run.h"
#include "report/markup.h"

namespace gan::test {
namespace {

std::string checked(const std::string& markup) {
  EXPECT_TRUE(well_formed("<section>" + markup + "</section>")) << markup;
  return markup;
}

TEST(HtmlPictures, TheSliderGoesThroughAllSamplesAndTheLastOneShows) {
  const ReportContent run = example_run();
  const std::string markup = checked(html_samples(run));
  EXPECT_TRUE(has(markup, {"min=\"0\" max=\"2\"", "value=\"2\"", "<label for=\"epoch\"",
                           "from epoch 4 to 12"}));
  std::size_t at = 0;
  for (const ReportSample& sample : run.samples) {
    at = markup.find("<img src=\"" + data_uri("image/png", sample.png), at + 1);
    ASSERT_NE(at, std::string::npos) << sample.epoch;
    const std::string tag = markup.substr(at, markup.find('>', at) - at);
    EXPECT_TRUE(has(tag, {"data-epoch=\"" + std::to_string(sample.epoch) + "\"",
                          "alt=\"Samples of epoch " + std::to_string(sample.epoch) + "\""}));
    EXPECT_EQ(count(tag, "hidden"), sample.epoch == 12 ? 0U : 1U);
  }
}

TEST(HtmlPictures, OneSampleNeedsNoSlider) {
  ReportContent run = example_run();
  run.samples.resize(1);
  const std::string markup = checked(html_samples(run));
  EXPECT_EQ(count(markup, "<input"), 0U);
  EXPECT_EQ(count(markup, "<img"), 1U);
  EXPECT_EQ(count(markup, "hidden"), 0U);
}

TEST(HtmlPictures, EachPictureIsInItsPlace) {
  const ReportContent run = example_run();
  const auto uri = [](const std::string& png) { return "\"" + data_uri("image/png", png) + "\""; };
  EXPECT_TRUE(has(checked(html_grid(run)), {uri(run.grid), uri(run.animation),
                                            "media=\"(prefers-reduced-motion: reduce)\" srcset=" +
                                                uri(run.samples[2].png)}));
  EXPECT_TRUE(has(checked(html_neighbours(run)),
                  {uri(run.neighbours), "Of 1,000 samples of epoch 12", "5.67", "2.34"}));
  EXPECT_TRUE(has(checked(html_interpolation(run)), {uri(run.interpolation)}));
}

TEST(HtmlPictures, RowsOfClassesAreNamed) {
  ReportContent run = example_run();
  EXPECT_EQ(html_samples(run).find("each class"), std::string::npos);
  run.row_classes = {"cat", "<dog>"};
  for (const std::string& markup : {html_samples(run), html_grid(run)})
    EXPECT_TRUE(has(checked(markup), {"A row for each class: cat, &lt;dog&gt;."}));
}

TEST(HtmlPictures, WhatIsMissingIsSaid) {
  const ReportContent none;
  EXPECT_TRUE(has(checked(html_samples(none)), {"No samples yet", "--save-every"}));
  EXPECT_TRUE(has(checked(html_grid(none)), {"No grid", "No animation", "at its end"}));
  EXPECT_TRUE(has(checked(html_neighbours(none)), {"No picture of nearest", "at its end"}));
  EXPECT_TRUE(has(checked(html_interpolation(none)), {"gan generate", "--interpolate"}));
}

}  // namespace
}  // namespace gan::test
