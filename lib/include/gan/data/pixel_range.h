// The numbers of black and white, as a user gives them.
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

// "0,255": as the flag takes it.
std::string name_of(PixelRange range);
// "0 to 255".
std::string words_of(PixelRange range);

struct KnownPixelRange {
  PixelRange range;
  std::string facts;    // "pixel range 0 to 1, found" (or given, assumed), and what was clipped
  std::string warning;  // one line if the range is doubtful; else empty
};

struct AskedPixelRange {
  std::optional<PixelRange> given;     // none: find_pixel_range() finds it
  std::string flag = "--pixel-range";  // its flag, for errors and warnings
  // Used, with a warning, if no range is found but all pixels lie in this one.
  std::optional<PixelRange> supposed;
};

// From a flag's text: "auto", or black and white with a comma between. Throws Error (usage) for any
// other text, and for a white that is not above black.
AskedPixelRange parse_pixel_range(const std::string& text, const std::string& flag);

}  // namespace gan
