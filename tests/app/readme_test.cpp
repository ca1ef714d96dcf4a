// The documents against the program that they describe.
#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "app/program.h"
#include "files.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = GAN_SOURCE_DIR;
const std::vector<std::string> kPages = {"README.md", "app/README.md", "docker/README.md",
                                         "lib/README.md", "tests/README.md"};

std::string page(const std::string& name) {
  return read_file((kRoot / name).string());
}

std::set<std::string> found_in(const std::string& text, const std::string& pattern) {
  const std::regex sought(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), sought), end; match != end; ++match)
    found.insert(match->str(match->size() - 1));
  return found;
}

std::set<std::string> flags_in(const std::string& text) {
  return found_in(text, "--[a-z][a-z0-9-]+");
}

TEST(Readme, ItsFirstPageIsShort) {
  const std::string text = page("README.md");
  EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 200);
}

TEST(Readme, TheFlagsAreThoseOfTheHelp) {
  const std::string help = run_gan({"help", "train", "--all"}).output;
  EXPECT_GT(flags_in(help).size(), 20u);
  EXPECT_NE(page("app/README.md").find("```text\n" + help + "```\n"), std::string::npos)
      << "app/README.md should show this:\n"
      << help;
}

TEST(Readme, NoPageHasAFlagThatIsNone) {
  std::set<std::string> known = {"--build", "--install", "--prefix", "--version",
                                 "--help",  "--logdir",  "--carry",  "--all"};
  for (const char* of_docker :
       {"--build-arg", "--builds", "--cap-drop", "--gpus", "--init", "--network", "--read-only",
        "--profile", "--rm", "--security-opt", "--tmpfs", "--user"})
    known.insert(of_docker);
  for (const char* of_torchrun : {"--max-restarts", "--nnodes", "--no-python", "--nproc-per-node",
                                  "--rdzv-backend", "--rdzv-endpoint"})
    known.insert(of_torchrun);
  for (const char* command :
       {"train", "generate", "evaluate", "compare", "report", "summary", "synthetic"})
    known.merge(flags_in(run_gan({"help", command, "--all"}).output));
  for (const char* program : {"/quality/arguments.py", "/benchmark/table.py"})
    known.merge(flags_in(read_file(GAN_TESTS_DIR + std::string(program))));
  for (const std::string& name : kPages)
    for (const std::string& flag : flags_in(page(name)))
      EXPECT_TRUE(known.count(flag)) << name << ": " << flag;
}

TEST(Readme, ItsProgramsAreThoseThatAreTested) {
  for (const char* file : {"/package/CMakeLists.txt", "/package/draw.cpp", "/package/own_loss.cpp",
                           "/package/evaluate_run.cpp"})
    EXPECT_NE(page("lib/README.md").find(read_file(GAN_TESTS_DIR + std::string(file))),
              std::string::npos)
        << file;
}

TEST(Readme, FilesAndLinksLeadSomewhere) {
  std::size_t count = 0;
  for (const std::string& name : kPages) {
    const std::string text = page(name);
    for (const std::string& path : found_in(text, "`((?:app|lib|tests|docker)/[a-z0-9_/.]+)`")) {
      EXPECT_TRUE(fs::exists(kRoot / path)) << name << ": " << path;
      ++count;
    }
    for (const std::string& link : found_in(text, R"(\]\(([^):#]+)\))")) {
      EXPECT_TRUE(fs::exists((kRoot / name).parent_path() / link)) << name << ": " << link;
      ++count;
    }
  }
  EXPECT_GT(count, 30u);
}

}  // namespace
}  // namespace gan::test
