#include "gan/base/error.h"

#include <cerrno>

#include <gtest/gtest.h>

namespace gan::test {
namespace {

TEST(Error, TellsEveryPartInOneLine) {
  const Error error =
      Error("reading images").at("a.gz").expected("2051").found("2049").hint("name the images");
  EXPECT_STREQ(error.what(), "reading images: a.gz: expected 2051, found 2049; name the images");
}

TEST(Error, LeavesOutWhatIsNotKnown) {
  EXPECT_STREQ(Error("training").what(), "training");
  EXPECT_STREQ(Error("training").at("x").what(), "training: x");
  EXPECT_STREQ(Error("training").found("fire").what(), "training: found fire");
  EXPECT_STREQ(Error("training").expected("water").what(), "training: expected water");
  EXPECT_STREQ(Error("training").hint("run").what(), "training; run");
  EXPECT_STREQ(Error("training").expected("water").found("fire").what(),
               "training: expected water, found fire");
}

TEST(Error, TheOrderOfTheCallsDoesNotMatter) {
  EXPECT_STREQ(Error("a").hint("e").found("d").expected("c").at("b").what(),
               "a: b: expected c, found d; e");
}

TEST(Error, StaysOneLineWhateverThePartsHold) {
  const std::string text = Error("a\nb").at("c\r\nd").found("e\n").hint("\nf").what();
  EXPECT_EQ(text.find_first_of("\r\n"), std::string::npos) << text;
  EXPECT_EQ(text, "a b: c  d: found e ;  f");
}

TEST(Error, KeepsOutWhatATerminalWouldObey) {
  const std::string hostile("a\0b\x1b[31mc\td\x7f\x08", 13);
  const std::string text = Error("x").at(hostile).found("zürich").what();
  EXPECT_EQ(text, "x: a b [31mc d  : found zürich");
}

TEST(Error, CarriesTheExitCode) {
  EXPECT_EQ(Error("a").code(), Error::Code::failed);
  EXPECT_EQ(Error::usage("a").at("--b").code(), Error::Code::usage);
  EXPECT_EQ(static_cast<int>(Error::Code::failed), 1);
  EXPECT_EQ(static_cast<int>(Error::Code::usage), 2);
}

TEST(Error, IsCaughtAsAnException) {
  try {
    throw Error("saving").at("file");
  } catch (const std::exception& error) {
    EXPECT_STREQ(error.what(), "saving: file");
  }
}

TEST(Error, ACopyIsItsOwn) {
  const Error base = Error("loading").at("file");
  EXPECT_STREQ(Error(base).found("nothing").what(), "loading: file: found nothing");
  EXPECT_STREQ(base.what(), "loading: file");
}

TEST(Error, SystemReasonsAreWords) {
  EXPECT_EQ(system_reason(ENOENT), "No such file or directory");
  EXPECT_EQ(system_reason(ENOSPC), "No space left on device");
}

}  // namespace
}  // namespace gan::test
