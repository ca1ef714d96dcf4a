// `gan report`, on runs of `gan train`, whole, old, unfinished and damaged ones.
#include <gtest/gtest.h>

#include "app/program.h"
#include "files.h"
#include "report/markup.h"

namespace gan::test {
namespace {

using Words = std::vector<std::string>;

class Report : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempFolder;
    trained_ = run_gan({"train", "--dataset=synthetic", "--epochs=3", "--iterations-per-epoch=2",
                        "--batch-size=8", "--latent-dim=8", "--generator-hidden=16",
                        "--discriminator-hidden=16", "--save-every=1", "--out", *folder_ / "run"});
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  void SetUp() override {
    ASSERT_EQ(trained_.exit_code, 0) << trained_.errors;
    std::filesystem::create_directories(copy() + "/samples");
    for (const char* name :
         {"options.json", "run.json", "log.jsonl", "samples/epoch-0001.png",
          "samples/epoch-0002.png", "samples/epoch-0003.png", "samples/grid.png"})
      write_file(copy() + "/" + name, read_file(*folder_ / ("run/" + std::string(name))));
  }

  std::string copy() const { return mine_ / "run"; }

  std::string page(const Words& words) const {
    const Outcome outcome = run_gan(words);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    EXPECT_EQ(outcome.errors, "");
    const std::string path = outcome.output.substr(0, outcome.output.rfind(':'));
    EXPECT_TRUE(has(outcome.output, {" KiB\n"}));
    std::string html = read_file(path);
    EXPECT_TRUE(well_formed(html.substr(html.find('\n')))) << path;
    EXPECT_EQ(count(html, "<section"), 10U);
    return html;
  }

  static std::string refusal(const Words& words, int exit_code = 1) {
    const Outcome outcome = run_gan(words);
    EXPECT_EQ(outcome.exit_code, exit_code);
    EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
    EXPECT_EQ(outcome.output, "");
    return outcome.errors;
  }

  TempFolder mine_;
  static TempFolder* folder_;
  static Outcome trained_;
};

TempFolder* Report::folder_ = nullptr;
Outcome Report::trained_;

TEST_F(Report, ShowsTheRun) {
  const std::string html = page({"report", copy()});
  EXPECT_TRUE(std::filesystem::exists(copy() + "/report.html"));
  EXPECT_TRUE(has(
      html, {"3 epochs</h1>", "<code>" + copy() + "</code>", "max=\"2\"", "Samples of epoch 1\"",
             "Samples of epoch 3\"", "<th scope=\"row\">--latent-dim</th><td>8</td><td>100</td>",
             "<th scope=\"row\">--generator-hidden</th><td>16</td><td>256,512</td>",
             "<th scope=\"row\">--dataset</th><td>synthetic</td><td>auto</td>",
             "<th scope=\"row\">Versions libtorch</th>", "<th scope=\"row\">Data sha256</th>",
             "--evaluate-every"}));
  EXPECT_EQ(count(html, "http://") + count(html, "https://"), 0U);
}

TEST_F(Report, GoesWhereItIsTold) {
  const std::string html = page({"report", copy(), "--out", mine_ / "a.html"});
  EXPECT_EQ(page({"report", "--out=" + mine_ / "b.html", copy()}), html);
  EXPECT_EQ(page({"report", "--out", mine_ / "c.html", copy()}), html);
  EXPECT_FALSE(std::filesystem::exists(copy() + "/report.html"));
}

TEST_F(Report, AnOldOrUnfinishedRunIsShownAsFarAsItIs) {
  for (const char* gone : {"run.json", "samples/grid.png"})
    std::filesystem::remove(copy() + "/" + gone);
  write_file(copy() + "/options.json", R"({"epochs": 7, "invented": [1, "two", {}], "seed": 5})");
  write_file(copy() + "/log.jsonl",
             "{\"epoch\":1,\"discriminator_loss\":0.5,\"generator_loss\":2}\n{\"epoch\":2,\"dis");
  const std::string html = page({"report", copy()});
  EXPECT_TRUE(has(html, {"1 epoch of 7</h1>", "No grid", "No animation", "No interpolation",
                         "no run.json", "<th scope=\"row\">invented</th><td>...</td>",
                         "<th scope=\"row\">--seed</th><td>5</td><td>0</td>"}));
  std::filesystem::remove(copy() + "/log.jsonl");
  EXPECT_TRUE(has(page({"report", copy()}), {"no epoch is finished yet"}));
}

TEST_F(Report, PathsAndOptionsCannotBringMarkup) {
  const std::string odd = mine_ / "<script>alert(1)<\\script>&\"'";
  std::filesystem::rename(copy(), odd);
  write_file(odd + "/options.json", R"({"data": "</td><script>", "<b>": "<i>"})");
  const std::string html = page({"report", odd});
  EXPECT_EQ(count(html, "<script"), 1U);
  EXPECT_TRUE(has(html, {"&lt;script&gt;alert(1)&lt;\\script&gt;&amp;&quot;&#39;</code>",
                         "<td>&lt;/td&gt;&lt;script&gt;</td>", "&lt;b&gt;"}));
}

TEST_F(Report, ALongRunShowsSixtySamples) {
  const std::string sample = read_file(copy() + "/samples/epoch-0001.png");
  for (int i = 4; i <= 100; ++i)
    write_file(copy() + "/samples/epoch-" +
                   std::string(i < 10    ? 3
                               : i < 100 ? 2
                                         : 1,
                               '0') +
                   std::to_string(i) + ".png",
               sample);
  write_file(copy() + "/samples/epoch-best.png", "not one of them");
  const std::string html = page({"report", copy()});
  EXPECT_EQ(count(html, "data-epoch=\""), 60U);
  EXPECT_TRUE(has(html, {"data-epoch=\"1\"", "data-epoch=\"100\""}));
}

TEST_F(Report, SaysWhatIsDamagedOrMissing) {
  EXPECT_TRUE(has(refusal({"report", "/nowhere"}), {"/nowhere", "nothing there"}));
  EXPECT_TRUE(has(refusal({"report", copy() + "/log.jsonl"}), {"log.jsonl", "not a folder"}));
  EXPECT_TRUE(has(refusal({"report", mine_.path()}), {"neither options.json nor log.jsonl"}));
  EXPECT_TRUE(has(refusal({"report"}, 2), {"one folder of a run", "none"}));
  EXPECT_TRUE(has(refusal({"report", "a", "b"}, 2), {"2 words"}));
  EXPECT_TRUE(has(refusal({"report", copy(), "--oot=x"}, 2), {"--oot", "--out"}));
  EXPECT_TRUE(has(refusal({"report", copy(), "--out", "/nowhere/x.html"}), {"/nowhere/x.html"}));
}

TEST_F(Report, GoesOnWithoutWhatIsDamaged) {
  const std::string log = read_file(copy() + "/log.jsonl");
  write_file(copy() + "/log.jsonl", "no JSON\n\n" + log + std::string(512, '\0'));
  write_file(copy() + "/run.json", std::string(20, '[') + "\x1b");
  write_file(copy() + "/options.json", "{\n  \"epochs\": 2,\n}");
  write_file(copy() + "/judge.json", "[1]");  // classifier.json in older versions
  const Outcome outcome = run_gan({"report", copy()});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(lines(outcome.errors), 4) << outcome.errors;
  EXPECT_TRUE(
      has(outcome.errors,
          {"log.jsonl: 2 lines without a valid epoch are skipped (the first, line 1",
           "found no JSON", "run.json, line 1, column 21", "judge.json: expected a JSON object",
           "options.json, line 2, column 14: expected no comma", "continuing without it"}));
  EXPECT_EQ(outcome.errors.find('\x1b'), std::string::npos);
  EXPECT_TRUE(std::filesystem::exists(copy() + "/report.html"));
}

TEST_F(Report, HasHelp) {
  const Outcome outcome = run_gan({"help", "report"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(has(outcome.output, {"gan report RUN", "--out FILE.html"}));
}

}  // namespace
}  // namespace gan::test
