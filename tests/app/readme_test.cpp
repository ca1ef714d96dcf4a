// The README against the program that it describes.
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "app/program.h"
#include "files.h"

namespace gan::test {
namespace {

std::string readme() {
  return read_file(GAN_SOURCE_DIR "/README.md");
}

std::set<std::string> flags_in(const std::string& text) {
  static const std::regex flag("--[a-z][a-z0-9-]+");
  const std::sregex_iterator begin(text.begin(), text.end(), flag), end;
  std::set<std::string> found;
  for (auto match = begin; match != end; ++match) found.insert(match->str());
  return found;
}

TEST(Readme, HasEveryFlagOfTrain) {
  const std::string text = readme();
  const std::set<std::string> flags = flags_in(run_gan({"help", "train"}).output);
  EXPECT_GT(flags.size(), 20u);
  for (const std::string& flag : flags)
    EXPECT_TRUE(flag == "--help" || text.find("`" + flag) != text.npos) << flag;
}

TEST(Readme, HasNoFlagThatIsNone) {
  std::set<std::string> known = {"--build", "--install", "--prefix", "--version",
                                 "--help",  "--logdir",  "--carry"};
  for (const char* of_docker :
       {"--build-arg", "--builds", "--cap-drop", "--gpus", "--init", "--network", "--read-only",
        "--rm", "--security-opt", "--tmpfs", "--user"})
    known.insert(of_docker);
  for (const char* command : {"train", "generate", "evaluate", "compare", "report", "summary"}) {
    const std::set<std::string> flags = flags_in(run_gan({"help", command}).output);
    known.insert(flags.begin(), flags.end());
  }
  const std::set<std::string> measuring =
      flags_in(read_file(GAN_TESTS_DIR "/quality/arguments.py"));
  known.insert(measuring.begin(), measuring.end());
  for (const std::string& flag : flags_in(readme())) EXPECT_TRUE(known.count(flag)) << flag;
}

TEST(Readme, ItsExampleIsTheOneThatIsTested) {
  const std::string text = readme();
  for (const char* file : {"/package/CMakeLists.txt", "/package/main.cpp"})
    EXPECT_NE(text.find(read_file(GAN_TESTS_DIR + std::string(file))), text.npos) << file;
}

TEST(Readme, ItsFilesExist) {
  static const std::regex path("`((?:app|lib|tests|docker)/[a-z0-9_/.]+)`");
  const std::string text = readme();
  const std::sregex_iterator begin(text.begin(), text.end(), path), end;
  int count = 0;
  for (auto match = begin; match != end; ++match, ++count)
    EXPECT_TRUE(std::filesystem::exists(GAN_SOURCE_DIR "/" + (*match)[1].str())) << (*match)[1];
  EXPECT_GT(count, 10);
}

}  // namespace
}  // namespace gan::test
