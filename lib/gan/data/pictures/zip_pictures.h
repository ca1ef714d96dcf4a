// The picture files of a zip archive.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "gan/data/pictures/picture_files.h"

namespace gan {

// Whether `path` is a file that begins as a zip archive does, or ends in .zip.
bool is_zip(const std::string& path);

// Opens the archive; its entries are read when they are asked for, one at a time. Throws Error for
// a file that cannot be read or is no complete archive.
std::unique_ptr<PictureFiles> open_zip(const std::string& path);

// The same for an archive in memory, which must outlive the result; `name` stands for its path.
std::unique_ptr<PictureFiles> open_zip_bytes(std::string_view bytes, const std::string& name);

}  // namespace gan
