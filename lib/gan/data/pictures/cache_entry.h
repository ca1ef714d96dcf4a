// What is known of decoded pictures, beside the file of their images.
#pragma once

#include <optional>
#include <string>

#include "gan/data/cache/part_file.h"
#include "gan/data/pictures/decode_pictures.h"

namespace gan {

// FOLDER/KEY.json.
std::string cache_entry_path(const std::string& folder, const std::string& key);

// The entry at `path`, and the images in its folder that it names; nothing if there is no such
// entry. Throws Error at the file if either is damaged or missing.
std::optional<DecodedPictures> read_cache_entry(const std::string& path);

// Writes the entry. Throws Error with the system's reason.
void write_cache_entry(PartFile& file, const DecodedPictures& decoded);

}  // namespace gan
