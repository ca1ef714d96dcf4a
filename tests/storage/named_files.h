// A folder of files, for tests of what is left in it.
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {

class NamedFiles : public testing::Test {
 protected:
  std::set<std::string> names() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
      names.insert(entry.path().filename().string());
    return names;
  }
  TempFolder folder;
};

}  // namespace gan::test
