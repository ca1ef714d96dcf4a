// A line on a terminal that is overwritten in place.
#pragma once

#include <chrono>
#include <string>

namespace gan {

// Whether the file descriptor is a terminal that can move its cursor, as a status line needs.
bool is_terminal(int file_descriptor);

// Shows a text in place. Call clear() before other output; the destructor clears, too. Writes
// nothing unless enabled. Ignores errors of writing.
class StatusLine {
 public:
  // Usually StatusLine(STDERR_FILENO, is_terminal(STDERR_FILENO)).
  StatusLine(int file_descriptor, bool enabled)
      : file_descriptor_(file_descriptor), enabled_(enabled) {}
  ~StatusLine() { clear(); }
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;

  // Whether to show a new text: a tenth of a second after the last one, or at once after clear().
  bool due() const;

  // The most characters that fit without wrapping. A terminal of unknown width counts as 80
  // columns.
  int width() const;

  // Replaces the shown text; a longer one is cut to width(). text: ASCII, no line end.
  void show(const std::string& text);

  void clear();

 private:
  void write(const std::string& bytes) const;

  int file_descriptor_;
  bool enabled_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point shown_at_;
};

}  // namespace gan
