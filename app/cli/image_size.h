// The value of --image-size.
#pragma once

#include <string>

#include "gan/base/image_shape.h"

namespace gan::app {

// "28x28", height first. Throws Error (usage) for anything else, or sides outside of 1 to 4096.
ImageShape parse_image_size(const std::string& text);

}  // namespace gan::app
