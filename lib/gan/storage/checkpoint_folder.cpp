#include "gan/storage/checkpoint_folder.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "gan/base/error.h"
#include "gan/storage/files/write_file.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKept = 2;
constexpr std::size_t kMostDigits = 15;
constexpr char kPrefix[] = "epoch-";
constexpr char kInfix[] = "-iteration-";
constexpr char kSuffix[] = ".safetensors";

enum class Kind { checkpoint, damaged, temporary };

struct FolderEntry {
  CheckpointPosition position;
  Kind kind;
  std::string path;
};

std::string name_of(const CheckpointPosition& position) {
  char text[80];
  std::snprintf(text, sizeof text, "%s%04lld", kPrefix, static_cast<long long>(position.epochs));
  std::string name = text;
  if (position.iterations > 0) {
    std::snprintf(text, sizeof text, "%s%05lld", kInfix,
                  static_cast<long long>(position.iterations));
    name += text;
  }
  return name + kSuffix;
}

// Takes `word` from the front of the text.
bool take(std::string& text, const std::string& word) {
  if (text.compare(0, word.size(), word) != 0) return false;
  text.erase(0, word.size());
  return true;
}

std::optional<std::int64_t> take_number(std::string& text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 || digits > kMostDigits) return std::nullopt;
  const std::int64_t number = std::stoll(text.substr(0, digits));
  text.erase(0, digits);
  return number;
}

// What a file of this name is, and nothing for a name that is not made here.
std::optional<FolderEntry> entry_of(const std::string& folder, const std::string& name) {
  std::string rest = name;
  CheckpointPosition position;
  if (!take(rest, kPrefix)) return std::nullopt;
  const std::optional<std::int64_t> epochs = take_number(rest);
  if (!epochs) return std::nullopt;
  position.epochs = *epochs;
  if (take(rest, kInfix)) {
    const std::optional<std::int64_t> iterations = take_number(rest);
    if (!iterations) return std::nullopt;
    position.iterations = *iterations;
  }
  const std::string whole = name_of(position);
  if (name.compare(0, whole.size(), whole) != 0) return std::nullopt;
  const std::string ending = name.substr(whole.size());
  const auto entry = [&](Kind kind) { return FolderEntry{position, kind, folder + "/" + name}; };
  if (ending.empty()) return entry(Kind::checkpoint);
  if (ending == ".damaged") return entry(Kind::damaged);
  const std::string temporary = ".tmp-";
  const bool numbered =
      ending.size() > temporary.size() && ending.compare(0, temporary.size(), temporary) == 0 &&
      ending.find_first_not_of("0123456789", temporary.size()) == std::string::npos;
  return numbered ? std::optional<FolderEntry>(entry(Kind::temporary)) : std::nullopt;
}

// Newest first.
std::vector<FolderEntry> list(const std::string& folder) {
  std::vector<FolderEntry> entries;
  std::error_code why;
  fs::directory_iterator place(folder, why);
  if (why == std::errc::no_such_file_or_directory) return entries;
  while (!why && place != fs::directory_iterator()) {
    std::optional<FolderEntry> entry = entry_of(folder, place->path().filename().string());
    if (entry) entries.push_back(std::move(*entry));
    place.increment(why);
  }
  if (why) throw Error("looking for checkpoints").at(folder).found(why.message());
  std::sort(entries.begin(), entries.end(),
            [](const FolderEntry& a, const FolderEntry& b) { return b.position < a.position; });
  return entries;
}

void remove(const FolderEntry& entry) {
  if (::unlink(entry.path.c_str()) != 0 && errno != ENOENT)
    throw Error("removing an old checkpoint").at(entry.path).found(system_reason(errno));
}

// A folder whose own name is not on the disk would lose what is in it.
void make_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0777) == 0) {
    if (sync_folder(fs::path(folder).parent_path().string())) return;
  } else if (errno == EEXIST) {
    return;
  }
  throw Error("making the folder of checkpoints").at(folder).found(system_reason(errno));
}

}  // namespace

CheckpointFolder::CheckpointFolder(std::string folder)
    : folder_(std::move(folder) + "/checkpoints") {}

std::vector<std::string> CheckpointFolder::newest_first() const {
  std::vector<std::string> paths;
  for (FolderEntry& entry : list(folder_))
    if (entry.kind == Kind::checkpoint) paths.push_back(std::move(entry.path));
  return paths;
}

std::string CheckpointFolder::path(const CheckpointPosition& position) const {
  return folder_ + "/" + name_of(position);
}

std::string CheckpointFolder::save(const CheckpointPosition& position,
                                   const std::string& bytes) const {
  make_folder(folder_);
  for (const FolderEntry& entry : list(folder_))
    if (entry.kind == Kind::temporary) remove(entry);
  std::string saved = path(position);
  write_file(saved, bytes);
  std::size_t kept = 0;
  for (const FolderEntry& entry : list(folder_)) {
    if (entry.kind != Kind::checkpoint) continue;
    const bool later = position < entry.position;
    if (later || ++kept > kKept) remove(entry);
  }
  return saved;
}

void CheckpointFolder::set_aside(const std::string& path) const {
  if (std::rename(path.c_str(), (path + ".damaged").c_str()) != 0)
    throw Error("setting a damaged checkpoint aside")
        .at(path + ".damaged")
        .found(system_reason(errno));
}

void CheckpointFolder::remove_all() const {
  for (const FolderEntry& entry : list(folder_)) remove(entry);
  ::rmdir(folder_.c_str());
}

}  // namespace gan
