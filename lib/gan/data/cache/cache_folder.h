// Where files are kept that can be had or computed again.
#pragma once

#include <string>

namespace gan {

// $XDG_CACHE_HOME/gan, by default ~/.cache/gan. Not created. Throws Error if neither a variable nor
// the user database has a home folder.
std::string cache_folder();

}  // namespace gan
