// The commands and programs that the documents show, pasted in the order of the pages.
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "app/digit_files.h"
#include "app/program.h"
#include "storage/python.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;

struct Block {
  std::string language, text;
  std::string shown;  // the ```text block behind it, if there is one
};

std::vector<Block> blocks_of(const std::string& page) {
  std::vector<Block> blocks;
  std::istringstream stream(read_file(std::string(GAN_SOURCE_DIR) + "/" + page));
  bool inside = false, adjacent = false;
  for (std::string line; std::getline(stream, line);) {
    const bool fence = line.rfind("```", 0) == 0;
    if (fence && !inside) {
      blocks.push_back({line.substr(3), "", ""});
    } else if (fence && blocks.back().language == "text") {
      const std::string shown = blocks.back().text;
      blocks.pop_back();
      if (adjacent && !blocks.empty()) blocks.back().shown = shown;
      adjacent = false;
    } else if (fence) {
      adjacent = true;
    } else if (inside) {
      blocks.back().text += line + "\n";
    } else if (!line.empty()) {
      adjacent = false;
    }
    inside = inside != fence;
  }
  return blocks;
}

// What does not depend on the data, the machine and the moment.
std::string comparable(std::string text) {
  text = std::regex_replace(text, std::regex("(MNIST|IDX images), .*"), "DATA");
  text = std::regex_replace(text, std::regex("on cpu, .*"), "DEVICE");
  return std::regex_replace(text, std::regex("[0-9][0-9.,:]*"), "N");
}

// A folder like a clone with build/gan in it, and few digits in place of MNIST.
class PastedCommands : public testing::Test {
 protected:
  PastedCommands() {
    for (const char* folder : {"clone/build", "clone/mine", "data"})
      fs::create_directories(folder_ / folder);
    fs::create_symlink(GAN_BINARY, folder_ / "clone/build/gan");
    write_digits(folder_ / "data", "train", 600, 1);
    write_digits(folder_ / "data", "t10k", 200, 2);
    // What the Python program that converts pictures writes.
    write_digits(folder_ / "clone/mine", "train", 100, 3);
  }

  Outcome paste(const std::string& command) const {
    return RunningProgram({"/bin/bash", "-c", "cd " + (folder_ / "clone") + " && " + command},
                          {{"XDG_CACHE_HOME", folder_ / "cache"}, {"MNIST_DIR", folder_ / "data"}})
        .finish();
  }

  // Runs a command of gan, with fewer iterations; gives what it prints.
  std::string run(const std::string& command) {
    const bool trains = command.rfind("build/gan train", 0) == 0;
    const std::string fewer = trains ? " --iterations-per-epoch 2 --device cpu" : "";
    const Outcome outcome = paste(command + fewer);
    EXPECT_EQ(outcome.exit_code, 0) << command << "\n" << outcome.errors;
    ++commands_;
    return outcome.output;
  }

  void paste_commands(const Block& block) {
    const std::regex gan_line(
        "build/gan (help|train|generate|evaluate|compare|report|summary|synthetic|-).*");
    std::istringstream lines(block.text);
    std::string output;
    for (std::string line; std::getline(lines, line);)
      if (std::regex_match(line, gan_line)) output += run(line.substr(0, line.find("  #")));
    if (!block.shown.empty()) {
      EXPECT_EQ(comparable(output), comparable(block.shown)) << block.text;
    }
  }

  void run_python_block(const Block& block, const std::string& python) {
    write_file(folder_ / "clone/block.py", block.text);
    const Outcome outcome = paste("'" + python + "' block.py");
    if (std::regex_search(outcome.errors, std::regex("No module named '(safetensors|PIL)'")))
      return;
    EXPECT_EQ(outcome.exit_code, 0) << block.text << outcome.errors;
    ++programs_;
  }

  TempFolder folder_;
  int commands_ = 0, programs_ = 0;
};

TEST_F(PastedCommands, DoWhatThePagesShow) {
  const std::string python = python_with_torch();
  for (const char* page : {"README.md", "app/README.md", "lib/README.md", "tests/README.md"})
    for (const Block& block : blocks_of(page)) {
      if (block.language == "sh") paste_commands(block);
      if (block.language == "python" && !python.empty()) run_python_block(block, python);
    }
  EXPECT_GE(commands_, 15);
  EXPECT_GE(programs_, python.empty() ? 0 : 1);
}

TEST_F(PastedCommands, OfTheHelpWork) {
  std::istringstream help(run("build/gan --help"));
  for (std::string line; std::getline(help, line);)
    if (line.rfind("  gan train ", 0) == 0 || line.rfind("  gan generate ", 0) == 0)
      run("build/" + line.substr(2));
  EXPECT_EQ(commands_, 4);
}

}  // namespace
}  // namespace gan::test
