#include "gan/base/environment.h"

#include <pwd.h>
#include <unistd.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "files.h"
#include "gan/base/field.h"

namespace gan::test {
namespace {

TEST(HomePath, TheHomeFolderStandsForATilde) {
  const Variable home("HOME", "/home/of me");
  EXPECT_EQ(expand_home("~"), "/home/of me");
  EXPECT_EQ(expand_home("~/"), "/home/of me/");
  EXPECT_EQ(expand_home("~/runs/~/a"), "/home/of me/runs/~/a");
  for (const char* path : {"", "a", "a/~", "./~", "/~", " ~/a", "~no such user/a", "~~"})
    EXPECT_EQ(expand_home(path), path);
}

TEST(HomePath, WithoutAVariableTheUserDatabaseTells) {
  const passwd* user = ::getpwuid(::getuid());
  if (user == nullptr) GTEST_SKIP() << "this user is not in the database";
  const std::string folder = user->pw_dir, name = user->pw_name;
  const Variable home("HOME", std::nullopt);
  EXPECT_EQ(expand_home("~/a"), folder + "/a");
  EXPECT_EQ(expand_home("~" + name + "/a"), folder + "/a");
}

TEST(HomePath, OptionsThatArePathsHaveIt) {
  const Variable home("HOME", "/home/me");
  std::string path, text;
  Field out = Field("out", path, "").path("DIR"), name("name", text, "");
  out.parse("~/run");
  name.parse("~/run");
  EXPECT_EQ(path, "/home/me/run");
  EXPECT_EQ(text, "~/run");
  out.set("~/other", "options.json");
  EXPECT_EQ(path, "/home/me/other");
  EXPECT_EQ(out.value_word(), "DIR");
}

}  // namespace
}  // namespace gan::test
