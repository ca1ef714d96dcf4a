#include "gan/data/cache/cache_folder.h"

#include <filesystem>

#include "gan/base/environment.h"
#include "gan/base/error.h"

namespace gan {

std::string cache_folder() {
  const std::string cache = environment("XDG_CACHE_HOME");
  // The XDG base directory specification says to ignore relative paths.
  if (cache.compare(0, 1, "/") == 0) return (std::filesystem::path(cache) / "gan").string();
  const std::string home = home_folder();
  if (home.empty())
    throw Error("looking for the cache folder")
        .found("no home folder")
        .hint("set XDG_CACHE_HOME to a writable folder");
  return (std::filesystem::path(home) / ".cache" / "gan").string();
}

}  // namespace gan
