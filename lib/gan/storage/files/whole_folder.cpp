#include "gan/storage/files/whole_folder.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "gan/base/error.h"
#include "gan/storage/files/descriptor.h"
#include "gan/storage/files/output_target.h"
#include "gan/storage/files/write_file.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

// LibTorch's wheel exports a std::filesystem::remove_all of its own, which crashes.
bool remove_tree(const std::string& path) {
  const auto remove = [](const char* entry, const struct stat*, int, FTW*) {
    return std::remove(entry);
  };
  constexpr int kOpenFolders = 8;
  return ::nftw(path.c_str(), remove, kOpenFolders, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT;
}

template <class Work>
void with_errors_at(const Error& place, const Work& work) {
  try {
    work();
  } catch (const fs::filesystem_error& error) {
    throw Error(place).found(error.code().message());
  }
}

// Absolute and without a slash at its end, so that a name can be appended.
std::string followed(const std::string& path) {
  const fs::path absolute = fs::weakly_canonical(fs::absolute(path));
  return (absolute.has_filename() ? absolute : absolute.parent_path()).string();
}

bool sync_disk(const std::string& folder) {
  const Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return file.is_open() && ::syncfs(file.number()) == 0;
}

// The top of a mounted disk cannot be renamed.
bool is_mount_point(const std::string& folder) {
  struct stat status {
  }, above{};
  return ::stat(folder.c_str(), &status) == 0 && ::stat(folder_of(folder).c_str(), &above) == 0 &&
         status.st_dev != above.st_dev;
}

bool rename_folder(const std::string& from, const std::string& to) {
  return ::rename(from.c_str(), to.c_str()) == 0;
}

}  // namespace

WholeFolder::WholeFolder(const std::string& path, const std::string& flag, bool overwrite,
                         MayReplace may_replace)
    : asked_(path), flag_(flag), overwrite_(overwrite), may_replace_(std::move(may_replace)) {
  with_errors_at(not_prepared(), [&] {
    path_ = followed(path);
    temporary_ = path_ + ".tmp-" + std::to_string(::getpid());
    check_existing();
    fs::create_directories(fs::path(path_).parent_path());
  });
  // Of a killed process: in a container all processes may have the same number.
  remove_tree(temporary_);
  if (::mkdir(temporary_.c_str(), 0777) != 0) throw not_prepared().found(system_reason(errno));
}

Error WholeFolder::not_prepared() const {
  return Error("preparing the output folder").at(asked_).hint("give another " + flag_ + " DIR");
}

WholeFolder::~WholeFolder() {
  remove_tree(temporary_);
}

void WholeFolder::check_existing() const {
  if (!fs::exists(path_)) return;
  if (!fs::is_directory(path_)) throw not_prepared().expected("a folder").found("a file");
  if (is_mount_point(path_))
    throw not_prepared()
        .expected("a folder that can be replaced")
        .found("a mounted disk")
        .hint("give a folder in it");
  std::string first;
  for (const auto& entry : fs::recursive_directory_iterator(path_)) {
    const std::string name = entry.path().lexically_relative(path_).string();
    if (first.empty()) first = name;
    if (entry.is_symlink() || !may_replace_(name))
      throw not_prepared()
          .expected(overwrite_ ? "only what --overwrite may replace" : "an empty folder or none")
          .found(name);
  }
  if (first.empty() || overwrite_) return;
  throw not_prepared()
      .expected("an empty folder or none")
      .found(first)
      .hint("--overwrite replaces it, another " + flag_ + " DIR keeps it");
}

void WholeFolder::add(const std::string& name, const std::string& bytes) const {
  const std::string path = temporary_ + "/" + name;
  const std::string parent = folder_of(path);
  if (::mkdir(parent.c_str(), 0777) != 0 && errno != EEXIST) throw not_written(parent, errno);
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw not_written(path, errno);
}

void WholeFolder::publish() {
  if (!sync_disk(temporary_)) throw not_written(asked_, errno);
  // Again: something may have come into the folder meanwhile.
  bool replaces = false;
  with_errors_at(not_prepared(), [&] {
    check_existing();
    replaces = fs::exists(path_) && !fs::is_empty(path_);
  });
  const std::string former = path_ + ".old-" + std::to_string(::getpid());
  if (replaces && !rename_folder(path_, former)) throw not_prepared().found(system_reason(errno));
  if (!rename_folder(temporary_, path_)) {
    const int reason = errno;
    if (replaces) rename_folder(former, path_);
    throw not_prepared().found(system_reason(reason));
  }
  if (!sync_folder(folder_of(path_))) throw not_written(asked_, errno);
  if (replaces && !remove_tree(former))
    throw Error("removing the former folder").at(former).found(system_reason(errno));
}

}  // namespace gan
