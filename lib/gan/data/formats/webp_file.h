// Reading WebP pictures, by libwebp; if the build had none, they are refused.
#pragma once

#include "gan/data/formats/picture_format.h"

namespace gan {

// Animations are refused.
extern const PictureFormat kWebpFormat;

}  // namespace gan
