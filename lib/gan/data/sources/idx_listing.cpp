#include "gan/data/sources/idx_listing.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/data/formats/content_kind.h"
#include "gan/data/formats/content_reader.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostLookedAt = 100, kMostListed = 5;

std::string kind_of_file(const std::string& path) {
  try {
    return describe_content(content_head(path, "looking at a file"));
  } catch (const Error&) {
    return "damaged or unreadable";
  }
}

std::string some_of(std::vector<std::string> items) {
  if (items.size() <= kMostListed) return joined(items, ", ");
  const std::string rest = std::to_string(items.size() - kMostListed);
  items.resize(kMostListed);
  return joined(items, ", ") + " and " + rest + " more";
}

}  // namespace

std::string list_content(const std::string& folder) {
  std::vector<std::string> files, folders;
  bool hidden = false;
  std::error_code why;
  for (fs::directory_iterator it(folder, why), end; !why && it != end; it.increment(why)) {
    const std::string name = it->path().filename().string();
    std::error_code unknown;
    if (name.front() == '.')
      hidden = true;
    else
      (it->is_directory(unknown) ? folders : files).push_back(name);
  }
  std::sort(files.begin(), files.end());
  std::sort(folders.begin(), folders.end());
  std::vector<std::string> idx, others;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (i >= kMostLookedAt) {
      others.push_back(files[i]);
      continue;
    }
    const std::string kind = kind_of_file((fs::path(folder) / files[i]).string());
    (kind.rfind("an IDX", 0) == 0 ? idx : others).push_back(files[i] + " (" + kind + ")");
  }
  idx.insert(idx.end(), others.begin(), others.end());
  if (!idx.empty()) return some_of(idx);
  if (!folders.empty()) return "only folders: " + some_of(folders);
  return hidden ? "only hidden files" : "nothing";
}

}  // namespace gan
