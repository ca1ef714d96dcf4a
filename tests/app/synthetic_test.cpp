// `gan synthetic`: which files it writes, and when it writes none.
#include <csignal>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "app/program.h"
#include "files.h"
#include "report/png_decoder.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

class SyntheticCommand : public testing::Test {
 protected:
  Words words(const Words& more, const std::string& name = "pictures") const {
    Words all = {"synthetic", "--out", folder_ / name};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  void draw(const Words& more, const std::string& name = "pictures") const {
    const Outcome outcome = run_gan(words(more, name));
    ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  }

  // The one line that a failure leaves on standard error.
  static std::string refusal(const Words& words, int exit_code) {
    const Outcome outcome = run_gan(words);
    EXPECT_EQ(outcome.exit_code, exit_code);
    EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
    EXPECT_EQ(outcome.output, "");
    return outcome.errors;
  }

  // The files of the folder, with their content.
  std::map<std::string, std::string> files(const std::string& name = "pictures") const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / name))
      if (entry.is_regular_file())
        files[entry.path().lexically_relative(folder_ / name).string()] =
            read_file(entry.path().string());
    return files;
  }

  std::set<std::string> names() const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_.path()))
      names.insert(entry.path().filename().string());
    return names;
  }

  TempFolder folder_;
};

TEST_F(SyntheticCommand, AFolderOfPngFilesForEachClass) {
  const Outcome outcome = run_gan(words({"--count=21", "--size=48"}));
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_EQ(outcome.output,
            folder_ / "pictures" +
                ": 21 pictures, classes circle crescent cross heart ring square star triangle\n");
  std::map<std::string, int> seen;
  for (const auto& [name, bytes] : files()) {
    ++seen[fs::path(name).parent_path().string()];
    const PngChunk header = png_chunks(bytes).front();
    EXPECT_EQ(channels_of(header), 3) << name;
    EXPECT_EQ(big_endian(header.body, 0), 48U) << name;
    EXPECT_EQ(big_endian(header.body, 4), 48U) << name;
  }
  EXPECT_EQ(seen, (std::map<std::string, int>{{"circle", 3},
                                              {"crescent", 3},
                                              {"cross", 3},
                                              {"heart", 3},
                                              {"ring", 3},
                                              {"square", 2},
                                              {"star", 2},
                                              {"triangle", 2}}));
  EXPECT_EQ(files().count("circle/00001.png") + files().count("circle/00003.png"), 2U);
  EXPECT_EQ(names(), (std::set<std::string>{"pictures"}));
}

TEST_F(SyntheticCommand, ThirtyTwoPixelsAndTenDigits) {
  draw({"--count=10", "--classes=digits"});
  std::set<std::string> expected;
  for (int digit = 0; digit < 10; ++digit) expected.insert(std::to_string(digit) + "/00001.png");
  std::set<std::string> found;
  for (const auto& [name, bytes] : files()) {
    found.insert(name);
    EXPECT_EQ(big_endian(png_chunks(bytes).front().body, 0), 32U);
  }
  EXPECT_EQ(found, expected);
}

TEST_F(SyntheticCommand, APictureDependsOnTheSeedAndItsNumberAlone) {
  draw({"--count=20", "--seed=3"}, "few");
  draw({"--count=60", "--seed=3"}, "more");
  draw({"--count=20", "--seed=4"}, "others");
  const auto few = files("few"), more = files("more"), others = files("others");
  EXPECT_EQ(more.size(), 60U);
  for (const auto& [name, bytes] : few) {
    EXPECT_TRUE(more.at(name) == bytes) << name;
    EXPECT_FALSE(others.at(name) == bytes) << name;
  }
}

TEST_F(SyntheticCommand, ReplacesPicturesOfItsOwnIfAsked) {
  draw({"--count=30", "--classes=digits"});
  EXPECT_TRUE(has(refusal(words({"--count=8"}), 1),
                  {folder_ / "pictures", "an empty folder or none", "--overwrite replaces it"}));
  EXPECT_EQ(files().size(), 30U);
  draw({"--count=8", "--overwrite"});
  EXPECT_EQ(files().size(), 8U);
  write_file(folder_ / "pictures/star/mine.png", "precious");
  EXPECT_TRUE(has(refusal(words({"--count=8", "--overwrite"}), 1),
                  {folder_ / "pictures", "star/mine.png", "another --out"}));
  EXPECT_EQ(files().size(), 9U);
  EXPECT_EQ(names(), (std::set<std::string>{"pictures"}));
}

TEST_F(SyntheticCommand, RefusesWhatItCannotDraw) {
  EXPECT_TRUE(has(refusal({"synthetic"}, 2), {"--out", "a folder"}));
  EXPECT_TRUE(has(refusal(words({"--count=0"}), 2), {"--count", "1 to 1000000", "found 0"}));
  EXPECT_TRUE(has(refusal(words({"--count=1000001"}), 2), {"--count", "1 to 1000000"}));
  EXPECT_TRUE(has(refusal(words({"--size=15"}), 2), {"--size", "16 to 256", "found 15"}));
  EXPECT_TRUE(has(refusal(words({"--size=257"}), 2), {"--size", "16 to 256"}));
  EXPECT_TRUE(has(refusal(words({"--seed=-1"}), 2), {"--seed"}));
  EXPECT_TRUE(has(refusal(words({"--classes=shape"}), 2), {"--classes", "did you mean shapes?"}));
  EXPECT_TRUE(has(refusal(words({"pictures"}), 2), {"\"pictures\""}));
  write_file(folder_ / "file", "");
  EXPECT_TRUE(has(refusal(words({}, "file"), 1), {folder_ / "file", "a folder", "a file"}));
  EXPECT_EQ(names(), (std::set<std::string>{"file"}));
}

class StoppedSynthetic : public SyntheticCommand, public testing::WithParamInterface<int> {};

TEST_P(StoppedSynthetic, LeavesNothingUnderTheName) {
  RunningProgram program(gan_words(words({"--count=1000000", "--size=64"})));
  std::string begun;
  for (int wait = 0; wait < 3000 && begun.empty(); ++wait) {
    ASSERT_FALSE(program.ended(std::chrono::milliseconds(10))) << program.errors();
    for (const std::string& name : names())
      if (fs::exists(folder_ / (name + "/star/00010.png"))) begun = name;
  }
  ASSERT_EQ(begun.rfind("pictures.tmp-", 0), 0U) << begun;
  program.signal(GetParam());
  const Outcome outcome = program.finish();
  EXPECT_EQ(outcome.exit_code, 128 + GetParam());
  EXPECT_EQ(outcome.output, "");
  if (GetParam() == SIGKILL) {
    EXPECT_EQ(names(), (std::set<std::string>{begun}));
  } else {
    EXPECT_EQ(names(), (std::set<std::string>{}));
    EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
    EXPECT_TRUE(has(outcome.errors, {"nothing was written"}));
  }
}

INSTANTIATE_TEST_SUITE_P(Signals, StoppedSynthetic, testing::Values(SIGKILL, SIGTERM, SIGINT),
                         [](const auto& each) { return "Number" + std::to_string(each.param); });

}  // namespace
}  // namespace gan::test
