#include "gan/report/terminal/status_line.h"

#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace gan {
namespace {

constexpr std::chrono::milliseconds interval{100};
constexpr const char* erase_line = "\r\x1b[K";

}  // namespace

bool is_terminal(int file_descriptor) {
  const char* kind = std::getenv("TERM");
  return ::isatty(file_descriptor) == 1 && kind != nullptr && std::string(kind) != "dumb";
}

bool StatusLine::due() const {
  return enabled_ && (!shown_ || std::chrono::steady_clock::now() - shown_at_ >= interval);
}

int StatusLine::width() const {
  winsize size{};
  const bool known = ::ioctl(file_descriptor_, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  // A character in the last column makes some terminals go to the next line.
  return (known ? size.ws_col : 80) - 1;
}

void StatusLine::show(const std::string& text) {
  if (!enabled_) return;
  // In one write, so that the line does not flicker.
  write(erase_line + text.substr(0, static_cast<std::size_t>(width())));
  shown_ = true;
  shown_at_ = std::chrono::steady_clock::now();
}

void StatusLine::clear() {
  if (!shown_) return;
  write(erase_line);
  shown_ = false;
}

void StatusLine::write(const std::string& bytes) const {
  [[maybe_unused]] const ssize_t written = ::write(file_descriptor_, bytes.data(), bytes.size());
}

}  // namespace gan
