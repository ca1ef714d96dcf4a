// The home folder, and paths that begin with it.
#pragma once

#include <string>

namespace gan {

// $HOME, else what the user database says; empty where neither tells.
std::string home_folder();

// The path with the home folder for a "~" that the shell has left alone, as it does in --out=~/run;
// "~name" is that user's. Other paths, and those of users that are not there, come back as they
// are.
std::string expand_home(const std::string& path);

}  // namespace gan
