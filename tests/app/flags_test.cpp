#include "cli/flags.h"

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

using app::FlagGroup;
using app::GivenFlags;
using Words = std::vector<std::string>;

class Flags : public testing::Test {
 protected:
  std::vector<FlagGroup> groups() {
    return {{"Numbers",
             {Field("batch_size", size, "images").at_least(1),
              Field("hidden_layers", layers, "widths").at_least(1)}},
            {"Words",
             {Field("out", out, "a folder").placeholder("DIR"),
              Field("mode", mode, "how").one_of({"fast", "slow"}),
              Field("quiet", quiet, "say nothing")}}};
  }
  GivenFlags given(const Words& words) { return GivenFlags("test", groups(), words); }
  void apply(const Words& words) { given(words).apply(app::all_fields(groups())); }
  std::string refusal(const Words& words) {
    const std::string text = error_of([&] { apply(words); });
    EXPECT_EQ(size, 7) << text;
    return text;
  }

  std::int64_t size = 7;
  std::vector<std::int64_t> layers = {1, 2};
  std::string out = "here", mode = "fast";
  bool quiet = false;
};

TEST_F(Flags, AreStoredInTheirFields) {
  apply({"--batch-size", "12", "--hidden-layers=3,4,5", "--out", "-", "--mode=slow", "--quiet"});
  EXPECT_EQ(size, 12);
  EXPECT_EQ(layers, (std::vector<std::int64_t>{3, 4, 5}));
  EXPECT_EQ(out, "-");
  EXPECT_EQ(mode, "slow");
  EXPECT_TRUE(quiet);
}

TEST_F(Flags, ThatAreNotGivenChangeNothing) {
  const GivenFlags none = given({});
  EXPECT_EQ(none.count(), 0u);
  none.apply(app::all_fields(groups()));
  EXPECT_EQ(size, 7);
  EXPECT_EQ(out, "here");
  const GivenFlags one = given({"--out=there"});
  EXPECT_TRUE(one.has("out"));
  EXPECT_FALSE(one.has("mode"));
  EXPECT_EQ(one.count(), 1u);
  EXPECT_EQ(out, "here") << "not applied yet";
}

TEST_F(Flags, GivenTwiceTheLastOneCounts) {
  apply({"--batch-size=1", "--batch-size=2"});
  EXPECT_EQ(size, 2);
}

TEST_F(Flags, AskForHelpWhateverElseIsWrong) {
  EXPECT_TRUE(given({"--nonsense", "-h"}).wants_help());
  EXPECT_TRUE(given({"--help"}).wants_help());
  EXPECT_FALSE(given({"--quiet"}).wants_help());
}

TEST_F(Flags, WrongWordsAreNamed) {
  EXPECT_TRUE(has(refusal({"--bach-size=3"}), {"gan test", "did you mean --batch-size?"}));
  EXPECT_TRUE(has(refusal({"--zzzzzzzzz"}), {"\"--zzzzzzzzz\"", "gan help test lists them"}));
  EXPECT_TRUE(has(refusal({"word"}), {"expected a flag", "\"word\""}));
  EXPECT_TRUE(has(refusal({""}), {"a flag", "\"\""}));
  EXPECT_TRUE(has(refusal({"-"}), {"a flag", "\"-\""}));
  EXPECT_TRUE(has(refusal({"--"}), {"\"--\""}));
  EXPECT_TRUE(has(refusal({"--=3"}), {"\"--=3\""}));
}

TEST_F(Flags, WrongValuesAreNamed) {
  EXPECT_TRUE(has(refusal({"--batch-size"}), {"--batch-size", "a value (N)", "none"}));
  EXPECT_TRUE(has(refusal({"--out", "--quiet"}), {"--out", "a value (DIR)", "\"--quiet\""}));
  EXPECT_TRUE(has(refusal({"--out="}), {"--out", "an empty one"}));
  EXPECT_TRUE(has(refusal({"--out", ""}), {"--out", "an empty one"}));
  EXPECT_TRUE(has(refusal({"--quiet=yes"}), {"--quiet", "no value"}));
  EXPECT_TRUE(has(refusal({"--batch-size=x"}), {"--batch-size", "\"x\""}));
  EXPECT_TRUE(has(refusal({"--batch-size=0"}), {"--batch-size", "at least 1"}));
  EXPECT_TRUE(has(refusal({"--mode=fats"}), {"--mode", "did you mean fast?"}));
}

TEST_F(Flags, WordsWithoutEndAreRefused) {
  const std::string text = refusal({"--out=" + std::string(1000000, 'x')});
  EXPECT_TRUE(has(text, {"--out", "at most 4096 characters", "1000006"}));
  EXPECT_LT(text.size(), 300u);
  apply({"--out=" + std::string(4000, 'x')});
  EXPECT_EQ(out.size(), 4000u);
}

TEST_F(Flags, HelpSaysDefaultsRangesAndHeadings) {
  const std::string text = app::help_text("test", "Tests.", groups(), true);
  EXPECT_TRUE(has(text, {"Tests.", "gan test", "Numbers", "Words", "--batch-size N",
                         "images (at least 1; default 7", "--out DIR", "1,2", "-h, --help"}));
}

}  // namespace
}  // namespace gan::test
