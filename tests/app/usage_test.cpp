// What a user gets who asks for help or makes a mistake: one line, the documented exit code, and
// nothing written.
#include <gtest/gtest.h>

#include "app/program.h"
#include "files.h"

namespace gan::test {
namespace {

using Words = std::vector<std::string>;

struct Mistake {
  const char* name;
  Words words;
  Words told;  // what the message says, among others
  int exit_code = 2;
};

class Usage : public testing::TestWithParam<Mistake> {};

TEST_P(Usage, OneLineThatNamesTheFlag) {
  const TempFolder folder;
  Words words = GetParam().words;
  if (words.front() == "train") words.insert(words.end(), {"--out", folder / "run"});
  const Outcome outcome = run_gan(words);
  EXPECT_EQ(outcome.exit_code, GetParam().exit_code);
  EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, GetParam().told));
  EXPECT_EQ(outcome.output, "");
  EXPECT_FALSE(std::filesystem::exists(folder / "run"));
}

const Mistake kMistakes[] = {
    {"UnknownCommand", {"trian"}, {"\"trian\"", "did you mean train?"}},
    {"UnknownFlag", {"train", "--epoch-count=3"}, {"--epoch-count", "gan help train"}},
    {"MistypedFlag", {"train", "--bach-size", "3"}, {"--bach-size", "did you mean --batch-size?"}},
    {"StrayWord", {"train", "fast"}, {"\"fast\"", "a flag"}},
    {"SingleDash", {"train", "-epochs", "3"}, {"\"-epochs\"", "did you mean --epochs?"}},
    {"MissingValue",
     {"train", "--dataset=synthetic", "--epochs"},
     {"--epochs", "a value", "\"--out\""}},
    {"BatchOfNothing", {"train", "--batch-size", "0"}, {"--batch-size", "1 to 1000000", "found 0"}},
    {"DropoutOfAll", {"train", "--dropout", "1"}, {"--dropout", "below 1", "found 1"}},
    {"DropoutBelowNothing", {"train", "--dropout=-0.1"}, {"--dropout", "at least 0"}},
    {"RateOfNothing", {"train", "--learning-rate", "0"}, {"--learning-rate", "above 0"}},
    {"RateNotANumber", {"train", "--learning-rate", "nan"}, {"--learning-rate", "not finite"}},
    {"RateInfinite", {"train", "--learning-rate", "inf"}, {"--learning-rate", "not finite"}},
    {"RateOverflows", {"train", "--learning-rate", "1e999"}, {"--learning-rate", "found 1e999"}},
    {"RateUnderflows", {"train", "--learning-rate", "1e-400"}, {"--learning-rate", "found 1e-400"}},
    {"DecayUnderflows",
     {"train", "--dry-run", "--adam-beta1=-1e-999"},
     {"--adam-beta1", "found -1e-999"}},
    {"NoThreads", {"train", "--threads", "-1"}, {"--threads", "0 to 4096", "found -1"}},
    {"WordForNumber", {"train", "--epochs", "ten"}, {"--epochs", "whole number", "\"ten\""}},
    {"FractionForNumber", {"train", "--epochs", "1.5"}, {"--epochs", "whole number", "\"1.5\""}},
    {"NumberOverflows", {"train", "--seed", "99999999999999999999"}, {"--seed"}},
    {"EmptyList", {"train", "--generator-hidden", ""}, {"--generator-hidden"}},
    {"EmptyText", {"train", "--data", ""}, {"--data", "an empty one"}},
    {"EmptyTextBehindSign", {"train", "--options="}, {"--options", "an empty one"}},
    {"BrokenList", {"train", "--generator-hidden", "256,,512"}, {"--generator-hidden"}},
    {"LayerOfNothing", {"train", "--discriminator-hidden=0"}, {"--discriminator-hidden"}},
    {"UnknownOrder",
     {"train", "--batch-norm", "befor-relu"},
     {"--batch-norm", "after-relu", "did you mean before-relu?"}},
    {"UnknownDataset", {"train", "--dataset", "cifar"}, {"--dataset", "auto, mnist, synthetic"}},
    {"UnknownDevice", {"train", "--device", "gpu"}, {"--device", "cuda:N", "\"gpu\""}},
    {"DeviceNumber", {"train", "--device", "cuda:x"}, {"--device", "\"cuda:x\""}},
    {"NoSuchDevice", {"train", "--device", "cuda:99"}, {"--device cuda:99", "--device cpu"}},
    {"ValueForSwitch", {"train", "--quiet=yes"}, {"--quiet", "no value"}},
    {"FeaturesWithoutEvaluation",
     {"train", "--features=x.pt"},
     {"--features", "--evaluate-every N with it"}},
    {"MissingData", {"train", "--data", "/nowhere/at/all"}, {"/nowhere/at/all"}, 1},
    {"UnknownPreset", {"train", "--preset=best"}, {"--preset", "tutorial", "quality"}},
    {"PresetAndOptions",
     {"train", "--preset=quality", "--options=x.json"},
     {"--preset", "--options without it"}},
    {"ShiftOfAll", {"train", "--dataset=synthetic", "--shift=28"}, {"--shift", "less than", "28"}},
    {"MissingOptions", {"train", "--options", "/nowhere.json"}, {"/nowhere.json"}, 1},
    {"GenerateWithoutFile", {"generate", "--out", "x.png"}, {"--checkpoint"}},
    {"GenerateWithoutOutput", {"generate", "--checkpoint", "x.pt"}, {"--out", "--raw"}},
    {"GenerateOtherPicture",
     {"generate", "--checkpoint", "x.pt", "--out", "x.jpg"},
     {"--out", ".png", "x.jpg"}},
    {"GenerateMissingFile",
     {"generate", "--checkpoint", "/nowhere.pt", "--out", "x.png"},
     {"/nowhere.pt", "none of that name"},
     1},
    {"SummarySize", {"summary", "--image-size", "28x"}, {"--image-size", "\"28x\""}},
    {"SummaryOfNothing", {"summary", "--checkpoint", "/nowhere.pt"}, {"/nowhere.pt"}, 1},
};

INSTANTIATE_TEST_SUITE_P(Mistakes, Usage, testing::ValuesIn(kMistakes),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(OptionsFile, MistakesInItAreNamed) {
  const TempFolder folder;
  const std::string file = folder / "options.json";
  const std::pair<std::string, Words> cases[] = {
      {R"({"epoch": 3})", {file, "\"epoch\"", "did you mean epochs?"}},
      {R"({"epochs": "3"})", {file, "\"epochs\"", "whole number", "the text \"3\"", "write 3"}},
      {R"({"epochs": 0})", {file, "\"epochs\"", "1 to 1000000000"}},
      {R"({"epochs": 1e3})", {file, "\"epochs\"", "whole number", "write 1000"}},
      {R"({"epochs": 1, "epochs": 2})", {file, "each name once", "line 1 and in line 1"}},
      {R"({"generator_hidden": "256,512"})", {file, "a list of whole numbers", "write [256,512]"}},
      {R"({"training": {"epochs": 2}})", {file, "\"training\"", "without groups"}},
      {R"({"generator_hidden": []})", {file, "generator_hidden"}},
      {R"({"seed": )" + std::string(100000, '[') + std::string(100000, ']') + "}",
       {file, "line 1, column", "at most 64 levels"}},
      {R"({"seed": [[1]]})", {file, "\"seed\"", "nested array"}},
      {R"({"data": "a\u0000b"})", {file, "\"data\"", "a text"}},
      {R"([1, 2])", {file, "a JSON object", "a list"}},
      {R"({"epochs": 3)", {file, "line 1, column 13", "the end of the file"}},
      {"", {file, "an empty file"}},
      {"\xff\xfe", {file, "UTF-16"}},
      {R"({"out": "elsewhere"})", {file, "\"out\"", "as the flag --out"}},
  };
  for (const auto& [content, told] : cases) {
    write_file(file, content);
    const Outcome outcome = run_gan({"train", "--dry-run", "--options", file});
    EXPECT_EQ(outcome.exit_code, 2) << content;
    EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
    EXPECT_TRUE(has(outcome.errors, told)) << content;
  }
}

TEST(OutputFolder, ThatCannotBeIsRefused) {
  const TempFolder folder;
  write_file(folder / "file", "not a folder");
  for (const std::string& out :
       {folder / "file", folder / "file/below", std::string("/proc/run")}) {
    const Outcome outcome = run_gan({"train", "--dataset=synthetic", "--out", out});
    EXPECT_EQ(outcome.exit_code, 1) << out;
    EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
    EXPECT_TRUE(has(outcome.errors, {out}));
  }
}

TEST(Help, FitsTwoScreensOfCommonFlags) {
  constexpr long kTwoScreens = 60;
  for (const Words& words :
       {Words{"help", "train"}, Words{"train", "--help"}, Words{"train", "-h"}}) {
    const Outcome outcome = run_gan(words);
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_LE(lines(outcome.output), kTwoScreens);
    EXPECT_TRUE(has(outcome.output, {"--batch-size", "(default 200)", "--out", "--all"}));
    EXPECT_FALSE(has(outcome.output, {"--dropout"}));
  }
}

TEST(Help, SaysAllFlagsDefaultsAndRangesOnce) {
  for (const Words& words : {Words{"help", "train", "--all"}, Words{"train", "--all", "--help"}}) {
    const Outcome outcome = run_gan(words);
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_TRUE(has(outcome.output, {"(1 to 1000000; default 200)", "--dropout", "default 0.25",
                                     "--generator-hidden", "256,512", "--dry-run", "--out"}));
  }
  for (const char* command : {"generate", "summary"})
    EXPECT_TRUE(has(run_gan({"help", command}).output, {"--checkpoint"}));
  EXPECT_TRUE(
      has(run_gan({"help", "generate"}).output, {"--count", "(1 to 1000000;", "default 25)"}));
  EXPECT_TRUE(has(run_gan({"--help"}).output, {"train", "generate", "summary", "Exit codes"}));
  EXPECT_EQ(run_gan({}).exit_code, 2);
}

TEST(Version, SaysWhatItWasBuiltFrom) {
  const Outcome outcome = run_gan({"--version"});
  EXPECT_NE(outcome.output.find("\nkernels for "), outcome.output.npos) << outcome.output;
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(has(outcome.output, {"gan 0.", "commit", "LibTorch 2.", "CUDA", "build"}));
}

}  // namespace
}  // namespace gan::test
