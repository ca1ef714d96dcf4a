// A line on a terminal that is drawn over itself.
#pragma once

#include <chrono>
#include <string>

namespace gan {

// Whether such a line makes sense on this file descriptor: a terminal that can move its cursor.
bool is_terminal(int file_descriptor);

// Shows a text in place. Clear it before anything else is printed; it goes with the object too.
// Writes nothing when it is not enabled. It is decoration: failing to write is no error.
class StatusLine {
 public:
  // Usually StatusLine(STDERR_FILENO, is_terminal(STDERR_FILENO)).
  StatusLine(int file_descriptor, bool enabled)
      : file_descriptor_(file_descriptor), enabled_(enabled) {}
  ~StatusLine() { clear(); }
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;

  // Whether it is time for a new text: a tenth of a second after the last, at once after clear.
  bool due() const;

  // The most characters a text may have now so that the terminal does not wrap it. Where its
  // columns are not known, it is taken to have 80.
  int width() const;

  // Replaces the text that is shown; what is too long is cut off. text: ASCII, no line end.
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
