// Environment variables and home folders.
#pragma once

#include <string>

namespace gan {

// The variable's value; empty where it is not set.
std::string environment(const char* name);

// $HOME, else the folder in the user database; empty if there is neither.
std::string home_folder();

// Replaces a leading "~" by the home folder, and "~name" by that user's, as the shell does not in
// --out=~/run. Returns other paths, and those of unknown users, unchanged.
std::string expand_home(const std::string& path);

}  // namespace gan
