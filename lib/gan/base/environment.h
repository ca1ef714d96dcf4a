// What the environment of the process tells.
#pragma once

#include <string>

namespace gan {

// The variable's value; empty where it is not set.
std::string environment(const char* name);

// $HOME, else what the user database says; empty where neither tells.
std::string home_folder();

// The path with the home folder for a "~" that the shell has left alone, as it does in --out=~/run;
// "~name" is that user's. Other paths, and those of users that are not there, come back as they
// are.
std::string expand_home(const std::string& path);

}  // namespace gan
