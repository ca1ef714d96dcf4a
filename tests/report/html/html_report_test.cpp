#include "gan/report/html/html_report.h"

#include <clocale>

#include <gtest/gtest.h>

#include "files.h"
#include "report/example_run.h"
#include "report/markup.h"

namespace gan::test {
namespace {

const std::string kDoctype = "<!DOCTYPE html>\n";

std::string page(const ReportContent& content) {
  std::string html = html_report(content);
  EXPECT_EQ(html.substr(0, kDoctype.size()), kDoctype);
  EXPECT_TRUE(well_formed(html.substr(kDoctype.size())));
  return html;
}

TEST(HtmlReport, HasEverySectionOnceAndALinkToEach) {
  for (const ReportContent& content : {example_run(), ReportContent()}) {
    const std::string html = page(content);
    for (const char* id : {"samples", "grid", "measures", "classes", "neighbours", "interpolation",
                           "losses", "timing", "options", "facts"}) {
      EXPECT_EQ(count(html, "<section id=\"" + std::string(id) + "\""), 1U) << id;
      EXPECT_GE(count(html, "<a href=\"#" + std::string(id) + "\""), 1U) << id;
    }
    EXPECT_EQ(count(html, "<h1>"), 1U);
    EXPECT_TRUE(has(
        html, {"<html lang=\"en\">", "<meta charset=\"utf-8\"/>", "name=\"viewport\"", "<title>"}));
  }
}

TEST(HtmlReport, LoadsNothing) {
  const std::string html = page(example_run());
  EXPECT_EQ(count(html, "http://") + count(html, "https://"), 0U);
  EXPECT_TRUE(has(html, {"default-src &#39;none&#39;"}));
  EXPECT_EQ(count(html, "src=\""), count(html, "src=\"data:image/png;base64,"));
  EXPECT_EQ(count(html, "href=\""), count(html, "href=\"#") + count(html, "href=\"data:,\""));
  EXPECT_EQ(count(html, "<script>"), 1U);
}

TEST(HtmlReport, EveryTextIsEscaped) {
  const std::string bad = "\"><script>alert(1)</script>&'\xff\x1b";
  ReportContent content = example_run();
  content.run = content.data = content.logged = bad;
  content.epochs[0].result.warning = bad;
  content.epochs[11].evaluation->features_hash = bad;
  content.epochs[11].evaluation->reference_name = bad;
  content.options = {{bad, bad, bad, bad}, {bad, bad, "", bad}};
  content.facts = {{bad, bad}};
  const std::string html = page(content);
  EXPECT_EQ(count(html, "<script"), 1U) << "the page's own";
  EXPECT_EQ(html.find('\x1b'), std::string::npos);
  EXPECT_EQ(html.find('\xff'), std::string::npos);
  EXPECT_GE(count(html, "&lt;script&gt;alert(1)"), 10U);
}

TEST(HtmlReport, SaysWhatTheRunIsInItsTitle) {
  EXPECT_TRUE(has(page(example_run()), {"<title>MNIST: runs/one</title>"}));
}

TEST(HtmlReport, SameContentSamePageInEveryLocale) {
  const std::string here = page(example_run());
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "C.UTF-8"})
    if (std::setlocale(LC_ALL, name) != nullptr) {
      EXPECT_EQ(html_report(example_run()), here) << name;
    }
  std::setlocale(LC_ALL, before.c_str());
}

TEST(HtmlReport, AHundredEpochsStayUnderThreeMegabytes) {
  ReportContent content = example_run();
  content.samples.clear();
  for (std::int64_t i = content.epochs.back().result.epoch + 1; i <= 100; ++i)
    content.epochs.push_back(example_epoch(i));
  for (EpochRecord& record : content.epochs) record.evaluation = example_evaluation(12);
  for (int i = 1; i <= 60; ++i) content.samples.push_back({i, noise(10000)});
  content.grid = noise(100000);
  content.animation = noise(600000);
  content.neighbours = noise(20000);
  content.interpolation = noise(70000);
  EXPECT_LT(page(content).size(), 3000000U);
}

}  // namespace
}  // namespace gan::test
