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

TEST(HtmlFacts, LossesAndTimesAreChartsOfEveryEpoch) {
  const ReportContent run = example_run();
  const std::string losses = checked(html_losses(run)), times = checked(html_timing(run));
  EXPECT_EQ(polylines(losses, "s0").at(0).size(), 12U);
  EXPECT_EQ(polylines(losses, "s1").at(0).size(), 12U);
  EXPECT_TRUE(has(losses, {">discriminator 0.508</text>", ">generator 1.100</text>"}));
  ASSERT_EQ(polylines(times, "s0").size(), 2U);
  EXPECT_EQ(polylines(times, "s0")[1].size(), 12U);
  EXPECT_TRUE(has(times, {"Seconds an epoch", "Images per second"}));
}

TEST(HtmlFacts, OptionsThatWereChangedComeFirst) {
  const std::string markup = checked(html_options(example_run()));
  const std::size_t changed = markup.find("--epochs"), usual = markup.find("--batch-size");
  ASSERT_NE(changed, std::string::npos);
  ASSERT_NE(usual, std::string::npos);
  EXPECT_LT(changed, markup.find("<details>"));
  EXPECT_GT(usual, markup.find("<details>"));
  EXPECT_TRUE(has(markup, {"<th scope=\"row\">--epochs</th><td>12</td><td>100</td>"
                           "<td>how many epochs to train</td>"}));
  ReportContent run = example_run();
  run.options[0].value = run.options[0].usual;
  EXPECT_TRUE(has(checked(html_options(run)), {"All options have their defaults."}));
}

TEST(HtmlFacts, WhatTheRunFound) {
  EXPECT_TRUE(has(checked(html_facts(example_run())),
                  {"<th scope=\"row\">Device</th><td>cpu</td>", "<td>ba89</td>"}));
}

TEST(HtmlFacts, WhatIsMissingIsSaid) {
  const ReportContent none;
  for (const auto& section : {html_losses, html_timing})
    EXPECT_TRUE(has(checked(section(none)), {"No epoch is finished yet."}));
  EXPECT_TRUE(has(checked(html_options(none)), {"no options.json"}));
  EXPECT_TRUE(has(checked(html_facts(none)), {"no run.json"}));
}

}  // namespace
}  // namespace gan::test
