// The content of a folder, for errors that help.
#pragma once

#include <string>

namespace gan {

// "emnist.gz (an IDX image file), a.png (a PNG picture) and 3 more", IDX files first; "nothing",
// "only hidden files" or "only folders: a, b". Never throws.
std::string list_content(const std::string& folder);

}  // namespace gan
