// The one exception type of the library.
#pragma once

#include <stdexcept>
#include <string>

namespace gan {

// A failure that a user can cause or meet, as a message of one line:
//
//   throw Error("reading images").at(path).expected("2051 as magic number").found("2049")
//       .hint("this is a label file; name the image file");
//
// what() is "reading images: PATH: expected 2051 as magic number, found 2049; this is ...".
// Only the parts that are set appear.
class Error : public std::exception {
 public:
  // The process's exit code when the error ends the program.
  enum class Code { failed = 1, usage = 2, diverged = 3 };

  explicit Error(std::string doing, Code code = Code::failed)
      : code_(code), doing_(std::move(doing)) {
    compose();
  }

  // For a wrong flag or value.
  static Error usage(std::string doing) { return Error(std::move(doing), Code::usage); }
  // For a training that diverged: it computes only NaN or infinity.
  static Error diverged(std::string doing) { return Error(std::move(doing), Code::diverged); }

  // The file, folder, URL or flag concerned.
  Error& at(std::string where) { return set(where_, std::move(where)); }
  Error& expected(std::string text) { return set(expected_, std::move(text)); }
  Error& found(std::string text) { return set(found_, std::move(text)); }
  // What to try.
  Error& hint(std::string text) { return set(hint_, std::move(text)); }

  Code code() const noexcept { return code_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  Error& set(std::string& part, std::string text);
  void compose();

  Code code_;
  std::string doing_, where_, expected_, found_, hint_, message_;
};

// The system's message for an errno, without its number.
std::string system_reason(int error_number);

}  // namespace gan
