// What is in a folder, for errors that help.
#pragma once

#include <string>

namespace gan {

// "emnist.gz (an IDX image file), a.png (a PNG picture) and 3 others", IDX files first; "nothing",
// "hidden files alone" or "folders alone: a, b". Never throws.
std::string list_content(const std::string& folder);

}  // namespace gan
