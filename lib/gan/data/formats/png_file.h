// Reading PNG pictures, by libpng. Writing them: report/pictures/png.h.
#pragma once

#include "gan/data/formats/picture_format.h"

namespace gan {

// Of an animated PNG, the picture that programs without animation show.
extern const PictureFormat kPngFormat;

}  // namespace gan
