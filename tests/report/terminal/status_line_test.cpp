#include "gan/report/terminal/status_line.h"

#include <cstdlib>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include "report/terminal.h"

namespace gan {
namespace {

TEST(StatusLine, ErasesWhatItShowed) {
  Pipe pipe;
  {
    StatusLine line(pipe.in(), true);
    line.show("one");
    line.show("two");
    line.clear();
    line.clear();  // nothing is shown now
    line.show("three");
  }
  EXPECT_EQ(pipe.text(), "\r\x1b[Kone\r\x1b[Ktwo\r\x1b[K\r\x1b[Kthree\r\x1b[K");
}

TEST(StatusLine, WritesNothingWhenItIsNotEnabled) {
  Pipe pipe;
  {
    StatusLine line(pipe.in(), false);
    EXPECT_FALSE(line.due());
    line.show("text");
    line.clear();
  }
  EXPECT_EQ(pipe.text(), "");
}

TEST(StatusLine, IsDueTenTimesASecond) {
  Pipe pipe;
  StatusLine line(pipe.in(), true);
  EXPECT_TRUE(line.due());
  const auto start = std::chrono::steady_clock::now();
  line.show("text");
  while (!line.due()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(100));
  line.show("text");
  line.clear();
  EXPECT_TRUE(line.due());
}

TEST(StatusLine, CutsWhatTheTerminalWouldWrap) {
  Terminal terminal(33);
  if (!terminal.open()) GTEST_SKIP() << "no pseudo-terminals here";
  StatusLine line(terminal.file(), true);
  EXPECT_EQ(line.width(), 32);
  line.show(std::string(100, 'x'));
  EXPECT_EQ(terminal.text(), "\r\x1b[K" + std::string(32, 'x'));
  terminal.resize(10);
  line.show(std::string(100, 'y'));
  EXPECT_EQ(terminal.text(), "\r\x1b[K" + std::string(9, 'y'));
}

TEST(StatusLine, APipeIsNoTerminal) {
  Pipe pipe;
  EXPECT_FALSE(is_terminal(pipe.in()));
  EXPECT_FALSE(is_terminal(-1));
  EXPECT_EQ(StatusLine(pipe.in(), true).width(), 79);
}

TEST(StatusLine, ADumbTerminalIsNone) {
  Terminal terminal(80);
  if (!terminal.open()) GTEST_SKIP() << "no pseudo-terminals here";
  const char* before = std::getenv("TERM");
  const std::string kind = before == nullptr ? "" : before;
  ::setenv("TERM", "xterm", 1);
  EXPECT_TRUE(is_terminal(terminal.file()));
  ::setenv("TERM", "dumb", 1);
  EXPECT_FALSE(is_terminal(terminal.file()));
  ::unsetenv("TERM");
  EXPECT_FALSE(is_terminal(terminal.file()));
  if (before != nullptr) ::setenv("TERM", kind.c_str(), 1);
}

TEST(StatusLine, AClosedTerminalIsNoError) {
  Pipe pipe;
  const int closed = ::dup(pipe.in());
  ::close(closed);
  StatusLine line(closed, true);
  EXPECT_NO_THROW(line.show("text"));
  EXPECT_NO_THROW(line.clear());
}

}  // namespace
}  // namespace gan
