#include "gan/data/pictures/folder_pictures.h"

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>

#include "gan/base/byte_source.h"
#include "gan/base/error.h"
#include "gan/data/formats/content_kind.h"
#include "gan/data/formats/content_reader.h"

namespace gan {
namespace {

constexpr const char* kListing = "looking for images";
constexpr int kDeepest = 32;
constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 30;

class FolderPictures : public PictureFiles {
 public:
  explicit FolderPictures(const std::string& path) : PictureFiles(path) {
    list("", 0);
    sort();
  }

  std::string read(std::size_t index) const override {
    const PictureFile& picture = pictures()[index];
    const FileSource file(name_of(picture.name), "reading a picture");
    if (file.size() != picture.bytes)
      throw Error("reading a picture")
          .at(name_of(picture.name))
          .expected(std::to_string(picture.bytes) + " bytes, as when it was listed")
          .found(std::to_string(file.size()));
    return content(file, Error("reading a picture").at(name_of(picture.name)));
  }

  std::optional<std::string> read_text(const std::string& name) const override {
    std::error_code unknown;
    if (!std::filesystem::exists(name_of(name), unknown)) return std::nullopt;
    const FileSource file(name_of(name), "reading labels");
    return content(file, Error("reading labels").at(name_of(name)));
  }

 private:
  static std::string content(const FileSource& file, const Error& wrong) {
    if (file.size() > kLargestFile)
      throw Error(wrong).expected("at most 1 GiB").found(std::to_string(file.size()) + " bytes");
    return read_all(file);
  }

  // Adds what lies in the folder `inside`, which is empty or ends in '/'.
  void list(const std::string& inside, int depth) {
    const std::string place = inside.empty() ? path() : name_of(inside);
    if (depth > kDeepest)
      throw Error(kListing)
          .at(place)
          .expected("folders at most " + std::to_string(kDeepest) + " deep")
          .found("more")
          .hint("links may lead round in a circle");
    DIR* const folder = ::opendir(place.c_str());
    if (folder == nullptr) throw Error(kListing).at(place).found(system_reason(errno));
    const std::unique_ptr<DIR, int (*)(DIR*)> closed(folder, ::closedir);
    for (;;) {
      errno = 0;
      const dirent* const entry = ::readdir(folder);
      if (entry == nullptr) break;
      const std::string name = entry->d_name;
      if (name == "." || name == "..") continue;
      add_entry(inside + name, ::dirfd(folder), entry->d_name, depth);
    }
    if (errno != 0) throw Error(kListing).at(place).found(system_reason(errno));
  }

  void add_entry(const std::string& name, int folder, const char* last, int depth) {
    struct stat status {};
    if (::fstatat(folder, last, &status, 0) != 0) {
      // A link to nowhere has no picture, nor has a file that vanished in the meantime.
      const bool is_nothing = errno == ENOENT || errno == ELOOP || errno == ENOTDIR;
      if (!is_nothing && last[0] != '.')
        throw Error(kListing).at(name_of(name)).found(system_reason(errno));
      add_other(name);
    } else if (S_ISDIR(status.st_mode)) {
      add_folder(name);
      if (last[0] == '.') return;
      list(name + "/", depth + 1);
    } else if (S_ISREG(status.st_mode)) {
      const std::string time =
          std::to_string(status.st_mtim.tv_sec) + "." + std::to_string(status.st_mtim.tv_nsec);
      add({name, static_cast<std::uint64_t>(status.st_size), time});
    } else {
      add_other(name);
    }
  }
};

}  // namespace

std::unique_ptr<PictureFiles> open_folder(const std::string& path) {
  struct stat status {};
  const Error wrong = Error(kListing).at(path).expected(
      "a folder or .zip of pictures, or an IDX, .npy or CIFAR file");
  if (::stat(path.c_str(), &status) != 0)
    throw Error(wrong).found(errno == ENOENT ? "nothing of that name" : system_reason(errno));
  if (!S_ISDIR(status.st_mode))
    throw Error(wrong)
        .found(describe_content(content_head(path, kListing)))
        .hint("give the folder that holds the pictures");
  return std::make_unique<FolderPictures>(path);
}

}  // namespace gan
