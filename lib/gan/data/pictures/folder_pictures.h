// The picture files of a folder.
#pragma once

#include <memory>
#include <string>

#include "gan/data/pictures/picture_files.h"

namespace gan {

// Throws Error for a path that is missing, no folder, or cannot be read.
std::unique_ptr<PictureFiles> open_folder(const std::string& path);

}  // namespace gan
