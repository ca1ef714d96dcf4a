// The rooms of lib/gan have one-way doors: a file includes only from its own room and from those
// before it. Sub-rooms stand before or behind their room.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kRooms = {"base",
                                         "math",
                                         "device",
                                         "data/formats",
                                         "data/cache",
                                         "data",
                                         "data/pictures",
                                         "data/sources",
                                         "networks/layers",
                                         "networks",
                                         "losses",
                                         "training/processes",
                                         "training",
                                         "engines/kernels",
                                         "engines/cpu",
                                         "engines/loader",
                                         "engines/cuda/common",
                                         "engines/cuda/mlp",
                                         "engines/cuda",
                                         "engines",
                                         "storage/files",
                                         "storage/safetensors",
                                         "storage/torchscript",
                                         "storage",
                                         "evaluation/measures",
                                         "evaluation/classifier",
                                         "evaluation",
                                         "report/pictures",
                                         "report/charts",
                                         "report/logs",
                                         "report/terminal",
                                         "report/html"};

long position(const std::string& room) {
  return std::find(kRooms.begin(), kRooms.end(), room) - kRooms.begin();
}

// What stands in the way of `line` in a file of `room`, or nothing.
std::string objection(const std::string& room, const std::string& line) {
  static const std::regex include(R"(^\s*#\s*include\s*["<]([^">]+)[">].*)");
  std::smatch match;
  if (!std::regex_match(line, match, include)) return {};
  const std::string path = match[1];
  if (path.find("..") != std::string::npos) return path + " leaves its folder";
  if (path.rfind("gan/", 0) != 0) {
    const bool ours = line.find('"') != std::string::npos;
    return ours ? path + " is not named from the library's root" : "";
  }
  const std::string other = path.substr(4, path.rfind('/') - 4);
  if (position(other) == static_cast<long>(kRooms.size())) return path + " is in no known room";
  return position(other) > position(room) ? path + " is a room further on" : "";
}

TEST(IncludeDirection, EveryFileLooksOnlyBack) {
  int files = 0;
  for (const fs::path root : {GAN_SOURCE_DIR "/lib/gan", GAN_SOURCE_DIR "/lib/include/gan"})
    for (const auto& file : fs::recursive_directory_iterator(root)) {
      if (!file.is_regular_file()) continue;
      const std::string room = file.path().parent_path().lexically_relative(root).string();
      ASSERT_LT(position(room), static_cast<long>(kRooms.size())) << "unknown room " << room;
      std::ifstream stream(file.path());
      ++files;
      for (std::string line; std::getline(stream, line);)
        EXPECT_EQ(objection(room, line), "") << file.path();
    }
  EXPECT_GT(files, 300);
}

TEST(IncludeDirection, PublicHeadersIncludeNoPrivateOnes) {
  const fs::path root = GAN_SOURCE_DIR "/lib/include";
  static const std::regex include(R"re(^#include "(gan/[^"]+)".*)re");
  for (const auto& file : fs::recursive_directory_iterator(root)) {
    if (!file.is_regular_file()) continue;
    std::ifstream stream(file.path());
    std::smatch match;
    for (std::string line; std::getline(stream, line);)
      if (std::regex_match(line, match, include))
        EXPECT_TRUE(fs::exists(root / match[1].str())) << file.path() << " includes " << match[1];
  }
}

TEST(IncludeDirection, AWrongDoorIsSeen) {
  EXPECT_EQ(objection("networks", R"(#include "gan/base/error.h")"), "");
  EXPECT_EQ(objection("networks", R"(#include "gan/networks/layers/dense.h")"), "");
  EXPECT_EQ(objection("networks", "#include <torch/types.h>"), "");
  EXPECT_NE(objection("networks", R"(#include "gan/training/trainer.h")"), "");
  EXPECT_NE(objection("networks", R"( #  include <gan/storage/files/write_file.h>)"), "");
  EXPECT_NE(objection("data/formats", R"(#include "gan/data/sources/mnist.h")"), "");
  EXPECT_NE(objection("data/formats", R"(#include "gan/data/image_set.h")"), "");
  EXPECT_EQ(objection("data", R"(#include "gan/data/formats/idx.h")"), "");
  EXPECT_NE(objection("base", R"(#include "../data/idx.h")"), "");
  EXPECT_NE(objection("base", R"(#include "error.h")"), "");
}

}  // namespace
