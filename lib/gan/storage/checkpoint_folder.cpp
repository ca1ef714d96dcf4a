#include "gan/storage/checkpoint_folder.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <regex>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "gan/base/error.h"
#include "gan/storage/files/write_file.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKept = 2;

enum class Kind { checkpoint, damaged, temporary };

struct FolderEntry {
  CheckpointPosition position;
  Kind kind;
  std::string path;
};

std::string name_of(const CheckpointPosition& position) {
  std::string name = "epoch-" + padded(position.epochs, 4);
  if (position.iterations > 0) name += "-iteration-" + padded(position.iterations, 5);
  return name + ".safetensors";
}

// What a file of this name is; nothing for a name that CheckpointFolder does not use.
std::optional<FolderEntry> entry_of(const std::string& folder, const std::string& name) {
  static const std::regex shape(
      "(epoch-([0-9]{1,15})(-iteration-([0-9]{1,15}))?\\.safetensors)(\\.damaged|\\.tmp-[0-9]+)?");
  std::smatch part;
  if (!std::regex_match(name, part, shape)) return std::nullopt;
  const CheckpointPosition position{std::stoll(part[2]), part[4].matched ? std::stoll(part[4]) : 0};
  if (part[1] != name_of(position)) return std::nullopt;
  const Kind kind = !part[5].matched        ? Kind::checkpoint
                    : part[5] == ".damaged" ? Kind::damaged
                                            : Kind::temporary;
  return FolderEntry{position, kind, folder + "/" + name};
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

// Syncs the parent, too: a folder whose entry is not on the disk would lose its files.
void make_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0777) == 0) {
    if (sync_folder(fs::path(folder).parent_path().string())) return;
  } else if (errno == EEXIST) {
    return;
  }
  throw Error("creating the folder of checkpoints").at(folder).found(system_reason(errno));
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
    throw Error("renaming a damaged checkpoint").at(path + ".damaged").found(system_reason(errno));
}

void CheckpointFolder::remove_all() const {
  for (const FolderEntry& entry : list(folder_)) remove(entry);
  ::rmdir(folder_.c_str());
}

}  // namespace gan
