#include <limits>

#include <gtest/gtest.h>

#include "files.h"
#include "gan/report/html/html_parts.h"
#include "report/example_run.h"
#include "report/markup.h"

namespace gan::test {
namespace {

std::string headline(const ReportContent& content) {
  std::string markup = html_headline(content);
  EXPECT_TRUE(well_formed("<div>" + markup + "</div>")) << markup;
  return markup;
}

TEST(HtmlHeadline, SaysWhatAndHowGood) {
  EXPECT_TRUE(has(
      headline(example_run()),
      {"<h1>MNIST, 12 epochs</h1>", "<code>runs/one</code>", "2026-01-31 12:00 UTC",
       "<dd>10.00</dd><dd class=\"soft\">epoch 8, less is better</dd>",
       "<dd>20.00</dd><dd class=\"soft\">epoch 12, 95 %: 19.00 to 22.00</dd>", "<dd>2 of 2</dd>",
       "<dd>0.508</dd>", "<dd>1.100</dd>", "<dd>2:00</dd>", "10.00 s an epoch", "<dd>6,000</dd>"}));
}

TEST(HtmlHeadline, ARunThatGoesOnSaysHowFarItIs) {
  ReportContent run = example_run();
  run.planned_epochs = 1000;
  EXPECT_TRUE(has(headline(run), {"12 epochs of 1,000"}));
  run.epochs.clear();
  EXPECT_TRUE(has(headline(run), {"MNIST, no epoch is finished yet"}));
  EXPECT_EQ(count(headline(run), "<dl"), 0U);
}

TEST(HtmlHeadline, WithoutEvaluationsOrTimesItSaysTheRest) {
  ReportContent run = example_run();
  for (EpochRecord& record : run.epochs) {
    record.evaluation.reset();
    record.result.seconds = std::numeric_limits<double>::quiet_NaN();
  }
  const std::string markup = headline(run);
  EXPECT_EQ(count(markup, "Fréchet"), 0U);
  EXPECT_EQ(count(markup, "Training time"), 0U);
  EXPECT_EQ(count(markup, "nan"), 0U);
  EXPECT_EQ(count(markup, "<dt>"), 2U);
}

TEST(HtmlHeadline, TellsEachWarningOnce) {
  ReportContent run = example_run();
  run.epochs[4].result.warning = run.epochs[5].result.warning = "all <alike>";
  run.epochs[6].result.warning = "never wrong";
  const std::string markup = headline(run);
  EXPECT_EQ(count(markup, "Warning at epoch 5: all &lt;alike&gt;"), 1U);
  EXPECT_EQ(count(markup, "Warning at epoch"), 2U);
}

}  // namespace
}  // namespace gan::test
