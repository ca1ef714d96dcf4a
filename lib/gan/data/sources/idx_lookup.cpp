#include "gan/data/sources/idx_lookup.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <string_view>
#include <system_error>
#include <tuple>
#include <vector>

#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/data/sources/idx_listing.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLooking = "looking for images";

template <class Words>
bool is_in(const std::string& word, const Words& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 5> kTrain = {"train", "training", "test", "testing", "t10k"};
constexpr std::array<std::string_view, 4> kKinds = {"images", "image", "labels", "label"};
constexpr std::array<std::string_view, 13> kEndings = {
    "idx", "idx1", "idx2",     "idx3",       "ubyte", "int", "gz",
    "txt", "bin",  "download", "crdownload", "part",  "copy"};

std::vector<std::string> words_of_name(const std::string& name) {
  std::string spaced;
  for (const char each : name) {
    const auto c = static_cast<unsigned char>(each);
    spaced += std::isalnum(c) != 0 ? static_cast<char>(std::tolower(c)) : ' ';
  }
  std::istringstream words(spaced);
  return {std::istream_iterator<std::string>(words), {}};
}

bool is_number(const std::string& word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

struct Found {
  std::string path;
  IdxName name;
};

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code why;
  for (fs::directory_iterator it(folder, why), end; !why && it != end; it.increment(why))
    if (it->path().filename().string().front() != '.') paths.push_back(it->path());
  if (why) throw Error(kLooking).at(folder.string()).found(why.message());
  std::sort(paths.begin(), paths.end());
  return paths;
}

bool is_folder(const fs::path& path) {
  std::error_code unknown;
  return fs::is_directory(path, unknown);
}

// The files of that role by their names, in a folder and in its subfolders with such names.
std::vector<Found> named_files(const fs::path& folder, IdxRole role, bool look_inside = true) {
  std::vector<Found> found;
  for (const fs::path& path : entries_of(folder)) {
    const IdxName name = read_idx_name(path.filename().string());
    if (name.role != role) continue;
    if (!is_folder(path)) {
      found.push_back({path.string(), name});
    } else if (look_inside) {
      for (Found& inner : named_files(path, role, false)) found.push_back(std::move(inner));
    }
  }
  return found;
}

std::vector<fs::path> raw_folders(const fs::path& folder) {
  std::vector<fs::path> raw = {folder / "raw"};
  for (const fs::path& path : entries_of(folder)) raw.push_back(path / "raw");
  raw.erase(std::remove_if(raw.begin(), raw.end(), [](const fs::path& p) { return !is_folder(p); }),
            raw.end());
  return raw;
}

bool is_packed_name(const std::string& path) {
  return words_of_name(path).back() == "gz";
}

// The best of several copies. Throws Error if some are not copies.
std::optional<std::string> only_one(std::vector<Found> found, const std::string& place) {
  if (found.empty()) return std::nullopt;
  const auto worse = [](const Found& one) {
    return std::make_tuple(is_packed_name(one.path), one.path.size(), one.path);
  };
  std::sort(found.begin(), found.end(),
            [&](const Found& a, const Found& b) { return worse(a) < worse(b); });
  std::string others;
  for (const Found& one : found) {
    const bool copy = one.name.set == found[0].name.set &&
                      one.name.says_which_images == found[0].name.says_which_images &&
                      fs::path(one.path).parent_path() == fs::path(found[0].path).parent_path();
    if (!copy) others += ", " + one.path;
  }
  if (!others.empty())
    throw Error(kLooking)
        .at(place)
        .expected("files of one set")
        .found(found[0].path + others)
        .hint("give the file of the training images by --data");
  return found[0].path;
}

std::optional<std::string> find_in_folder(const std::string& folder, IdxRole role) {
  if (std::optional<std::string> exact = find_idx_file(folder, role)) return exact;
  std::vector<Found> found = named_files(folder, role);
  if (found.empty())
    for (const fs::path& raw : raw_folders(folder))
      for (Found& one : named_files(raw, role)) found.push_back(std::move(one));
  return only_one(std::move(found), folder);
}

// The folder with the other files of the images' set. Kaggle packs each file into its own folder.
fs::path folder_of_set(const fs::path& images) {
  fs::path folder = images.parent_path();
  if (read_idx_name(folder.filename().string()).role) folder = folder.parent_path();
  return folder.empty() ? "." : folder;
}

Error none_of_them(const std::string& folder, IdxRole role) {
  return Error(kLooking)
      .at(folder)
      .expected("one of " + joined(idx_file_names(role), ", "))
      .found(list_content(folder));
}

}  // namespace

IdxName read_idx_name(const std::string& name) {
  IdxName read;
  std::string kind, which;
  for (const std::string& word : words_of_name(name)) {
    if (which.empty() && is_in(word, kTrain)) {
      which = word;
    } else if (kind.empty() && is_in(word, kKinds)) {
      kind = word;
    } else if (kind.empty() && which.empty()) {
      read.set += (read.set.empty() ? "" : " ") + word;
    } else if (kind.empty() || !(is_in(word, kEndings) || is_number(word))) {
      return {};
    }
  }
  if (kind.empty()) return {};
  const bool train = which.empty() || which[1] == 'r', images = kind[0] == 'i';
  read.says_which_images = !which.empty();
  read.role = train ? (images ? IdxRole::train_images : IdxRole::train_labels)
                    : (images ? IdxRole::test_images : IdxRole::test_labels);
  return read;
}

std::optional<std::string> find_idx(const std::string& place, IdxRole role) {
  std::error_code unknown;
  if (!fs::is_regular_file(place, unknown)) return find_in_folder(place, role);
  if (role == IdxRole::train_images) return place;
  return find_idx_beside(place, role);
}

std::optional<std::string> find_idx_beside(const std::string& images, IdxRole role) {
  const IdxName name = read_idx_name(fs::path(images).filename().string());
  if (name.role == IdxRole::test_images) {
    if (role != IdxRole::train_labels) return std::nullopt;
    role = IdxRole::test_labels;
  }
  const fs::path folder = folder_of_set(images);
  if (name.set.empty())
    if (std::optional<std::string> exact = find_idx_file(folder.string(), role)) return exact;
  std::vector<Found> found = named_files(folder, role);
  found.erase(std::remove_if(found.begin(), found.end(),
                             [&](const Found& one) { return one.name.set != name.set; }),
              found.end());
  return only_one(std::move(found), folder.string());
}

std::string require_idx(const std::string& place, IdxRole role) {
  if (std::optional<std::string> path = find_idx(place, role)) return *path;
  throw none_of_them(place, role)
      .hint("give the file such a name, or give the file of the images itself by --data");
}

std::string require_idx_beside(const std::string& images, IdxRole role) {
  if (std::optional<std::string> path = find_idx_beside(images, role)) return *path;
  throw none_of_them(folder_of_set(images).string(), role);
}

}  // namespace gan
