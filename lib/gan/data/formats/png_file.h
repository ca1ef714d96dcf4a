// Reading pictures from PNG files, by libpng. Writing them: report/pictures/png.h.
#pragma once

#include <string>
#include <string_view>

#include "gan/base/image.h"

namespace gan {

// A PNG picture of exactly this size as grey pixels: the numbers in the file, without gamma and
// colour spaces; colours by their luminance (as in Pillow's convert("L")), 16 bits rounded to 8,
// fewer scaled to 8, transparency on black. Sizes are checked before memory for pixels is
// allocated. Throws Error for a file that is missing, unreadable, over 64 MiB, no PNG,
// damaged, or of another size.
Image read_png(const std::string& path, ImageShape size);

// The same for a file's bytes in memory; `name` stands for the path in errors.
Image parse_png(std::string_view file, const std::string& name, ImageShape size);

}  // namespace gan
