// What numbers mean black and white, as a user says it.
#pragma once

#include <optional>
#include <string>

namespace gan {

struct PixelRange {
  double black = 0, white = 255;

  friend bool operator==(const PixelRange& a, const PixelRange& b) {
    return a.black == b.black && a.white == b.white;
  }
};

// "0,255": as the flag has it.
std::string name_of(PixelRange range);
// "0 to 255".
std::string words_of(PixelRange range);

struct KnownPixelRange {
  PixelRange range;
  std::string facts;    // "pixel range 0 to 1, found" (or given, supposed), and what was cut off
  std::string warning;  // one line where what was found is doubtful; else empty
};

struct AskedPixelRange {
  std::optional<PixelRange> given;     // none: it is to be found (pixel_scaling.h)
  std::string flag = "--pixel-range";  // that says it, for errors and warnings
  std::optional<PixelRange>
      supposed;  // taken, with a warning, where none is found but all is in it
};

// From a flag's text: "auto", or black and white with a comma between. Throws Error (usage) for any
// other, and for a white that is not above black.
AskedPixelRange parse_pixel_range(const std::string& text, const std::string& flag);

}  // namespace gan
