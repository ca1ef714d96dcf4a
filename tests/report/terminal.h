// Something to write to that shows what arrived: a pipe, and a terminal of any width.
#pragma once

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace gan {

// What has arrived so far; reading does not wait.
inline std::string read_all(int file) {
  ::fcntl(file, F_SETFL, ::fcntl(file, F_GETFL) | O_NONBLOCK);
  std::string text;
  std::array<char, 4096> part;
  for (ssize_t size = 0; (size = ::read(file, part.data(), part.size())) > 0;)
    text.append(part.data(), static_cast<std::size_t>(size));
  return text;
}

class Pipe {
 public:
  Pipe() {
    if (::pipe(ends_) != 0) std::abort();
  }
  ~Pipe() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int in() const { return ends_[1]; }
  std::string text() const { return read_all(ends_[0]); }

 private:
  int ends_[2] = {-1, -1};
};

class Terminal {
 public:
  explicit Terminal(unsigned short columns) : screen_(::posix_openpt(O_RDWR | O_NOCTTY)) {
    if (screen_ < 0 || ::grantpt(screen_) != 0 || ::unlockpt(screen_) != 0) return;
    file_ = ::open(::ptsname(screen_), O_RDWR | O_NOCTTY);
    if (file_ < 0) return;
    termios raw{};
    ::tcgetattr(file_, &raw);
    ::cfmakeraw(&raw);  // what is written arrives as it is
    ::tcsetattr(file_, TCSANOW, &raw);
    resize(columns);
  }
  ~Terminal() {
    if (file_ >= 0) ::close(file_);
    if (screen_ >= 0) ::close(screen_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  bool open() const { return file_ >= 0; }
  int file() const { return file_; }
  std::string text() const { return read_all(screen_); }
  void resize(unsigned short columns) const {
    const winsize size{24, columns, 0, 0};
    ::ioctl(screen_, TIOCSWINSZ, &size);
  }

 private:
  int screen_ = -1;
  int file_ = -1;
};

}  // namespace gan
