// Reading JPEG pictures, by libjpeg-turbo.
#pragma once

#include "gan/data/formats/picture_format.h"

namespace gan {

// CMYK and YCCK are taken as inverted, as Adobe's programs write them and Pillow reads them.
extern const PictureFormat kJpegFormat;

}  // namespace gan
