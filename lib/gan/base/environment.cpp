#include "gan/base/environment.h"

#include <algorithm>
#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

namespace gan {
namespace {

std::string folder_of_user(const passwd* user) {
  return user != nullptr && user->pw_dir != nullptr ? user->pw_dir : "";
}

}  // namespace

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string home_folder() {
  const std::string home = environment("HOME");
  return home.empty() ? folder_of_user(::getpwuid(::getuid())) : home;
}

std::string expand_home(const std::string& path) {
  if (path.empty() || path[0] != '~') return path;
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string home =
      end == 1 ? home_folder() : folder_of_user(::getpwnam(path.substr(1, end - 1).c_str()));
  return home.empty() ? path : home + path.substr(end);
}

}  // namespace gan
