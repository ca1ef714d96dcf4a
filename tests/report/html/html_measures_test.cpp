#include <gtest/gtest.h>

#include "files.h"
#include "gan/report/html/html_parts.h"
#include "report/example_run.h"
#include "report/markup.h"

namespace gan::test {
namespace {

std::string checked(const std::string& markup) {
  EXPECT_TRUE(well_formed("<section>" + markup + "</section>")) << markup;
  return markup;
}

TEST(HtmlMeasures, AChartForEachMeasureWithBandAndBest) {
  const std::string markup = checked(html_measures(example_run()));
  EXPECT_EQ(count(markup, "<svg"), 6U);
  EXPECT_EQ(count(markup, "<polygon class=\"band"), 8U) << "two charts have two lines";
  EXPECT_EQ(count(markup, ">best 10.00</text>"), 1U);
  const std::string chart = markup.substr(markup.find("<svg"), markup.find("</svg>"));
  const std::vector<Point> line = polylines(chart, "s0").at(0);
  ASSERT_EQ(line.size(), 3U);
  EXPECT_LT(line[0].y, line[2].y) << "30 lies above 20";
  EXPECT_LT(line[2].y, line[1].y) << "which lies above 10";
}

TEST(HtmlMeasures, TheTablesHaveTheNumbers) {
  const std::string markup = checked(html_measures(example_run()));
  EXPECT_TRUE(has(markup, {"Epoch 8", "Epoch 12",
                           "<th scope=\"row\">Fréchet distance</th><td>10.00</td><td>20.00</td>"
                           "<td>19.00 to 22.00</td><td>less</td>",
                           "<th scope=\"row\">Coverage</th><td>0.744</td><td>0.744</td>"
                           "<td>0.730 to 0.750</td><td>more</td>",
                           "<th scope=\"row\">4</th><td>30.00</td><td>0.0123</td>"}));
}

TEST(HtmlMeasures, NamesTheClassifierAndTheCounts) {
  const std::string markup = checked(html_measures(example_run()));
  EXPECT_TRUE(has(
      markup, {"<code>0123456789ab</code>", "10,000 samples", "60,000 images", "MNIST training"}));
  EXPECT_EQ(count(markup, "Left out"), 0U);
  ReportContent run = example_run();
  run.epochs[7].evaluation->features_hash = "<another>";
  EXPECT_TRUE(has(checked(html_measures(run)), {"Left out: 1 earlier evaluation by another"}));
  EXPECT_TRUE(has(checked(html_measures(run)), {">best 20.00</text>"}));
  run.epochs[11].evaluation->reference_name = "<script>";
  EXPECT_EQ(count(checked(html_measures(run)), "<script>"), 0U);
}

TEST(HtmlMeasures, RealImagesAndNoiseStandBeside) {
  ReportContent run = example_run();
  run.classifier = example_rows();
  std::string markup = checked(html_measures(run));
  EXPECT_TRUE(has(markup, {"accuracy on the test images: 99.1 %", ">Real images<", ">Noise<",
                           "<td>20.00</td><td>19.00 to 22.00</td><td>1.15</td><td>839.0</td>"}));
  run.classifier->real_images.reset();
  run.classifier->test_accuracy.reset();
  markup = checked(html_measures(run));
  EXPECT_TRUE(has(markup, {"<td>19.00 to 22.00</td><td>839.0</td>"}));
  EXPECT_EQ(count(markup, "accuracy"), 0U);
  EXPECT_EQ(count(markup, ">Real images<"), 0U);
  run.classifier->uniform_noise.samples = 20;
  EXPECT_EQ(count(checked(html_measures(run)), ">Noise<"), 0U) << "not to be compared";
}

TEST(HtmlMeasures, OneEvaluationIsEnough) {
  ReportContent run = example_run();
  run.epochs[3].evaluation.reset();
  run.epochs[7].evaluation.reset();
  const std::string markup = checked(html_measures(run));
  EXPECT_EQ(count(markup, "<svg"), 6U);
  EXPECT_EQ(count(markup, "whisker"), 8U);
  EXPECT_EQ(count(markup, ">Epoch 12<"), 1U) << "as the best and the last at once";
}

TEST(HtmlMeasures, SharesBesideTheRealOnes) {
  const std::string markup = checked(html_classes(example_run()));
  EXPECT_EQ(count(markup, "<rect class=\"s0\""), 2U);
  EXPECT_EQ(count(markup, "<rect class=\"s1\""), 2U);
  EXPECT_TRUE(has(markup, {"<th scope=\"row\">0</th><td>25.0 %</td><td>50.0 %</td>",
                           "<th scope=\"row\">1</th><td>75.0 %</td><td>50.0 %</td>"}));
}

TEST(HtmlMeasures, ClassesHaveTheirNames) {
  ReportContent run = example_run();
  run.classes = {"cat", "<dog>"};
  std::string markup = checked(html_classes(run));
  EXPECT_TRUE(has(markup, {"<th scope=\"row\">cat</th><td>25.0 %</td>", ">&lt;dog&gt;</text>"}));
  run.classes[0] = std::string(60, 'c');
  markup = checked(html_classes(run));
  EXPECT_TRUE(has(markup, {"order of the table", "<th scope=\"row\">&lt;dog&gt;</th>"}));
  EXPECT_EQ(count(markup, ">&lt;dog&gt;</text>"), 0U) << "long names have no room in the chart";
}

TEST(HtmlMeasures, ARunThatWasNotMeasuredIsToldHowToBe) {
  ReportContent run = example_run();
  for (EpochRecord& record : run.epochs) record.evaluation.reset();
  EXPECT_TRUE(has(checked(html_measures(run)), {"--evaluate-every", "gan evaluate"}));
  EXPECT_TRUE(has(checked(html_classes(run)), {"Not measured"}));
}

}  // namespace
}  // namespace gan::test
