// The picture files of a folder or of a zip archive.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gan {

struct PictureFile {
  std::string name;         // from the top on, with '/' between folders
  std::uint64_t bytes = 0;  // of the file, unpacked
  std::string stamp;        // other after a change: the time of modification, or the CRC-32
};

class PictureFiles {
 public:
  virtual ~PictureFiles() = default;

  // By their endings: .png, .jpg, .jpeg, .jpe, .jfif and .webp, in any case. Sorted by name, byte
  // by byte. Folders in folders are searched, links followed.
  const std::vector<PictureFile>& pictures() const { return pictures_; }
  // The folders at the top, hidden ones excepted, sorted; empty ones, too.
  const std::vector<std::string>& folders() const { return folders_; }
  // Hidden files with such an ending, and those in hidden folders and in __MACOSX.
  std::int64_t hidden() const { return hidden_; }
  // Whether there are hidden files or folders, with any ending.
  bool has_hidden() const { return has_hidden_; }
  // Other files, those of labels excepted: how many of each ending (".gif", ".txt"; "" for names
  // without one).
  const std::map<std::string, std::int64_t>& others() const { return others_; }
  // The folder or archive as it was given.
  const std::string& path() const { return path_; }

  // The bytes of pictures()[index]. Several threads may call it at once. Throws Error at the file
  // if it cannot be read, is damaged or encrypted, or has another size than at first.
  virtual std::string read(std::size_t index) const = 0;
  // The file of that name from the top on (such as "dataset.json"), at most 1 GiB; nothing if there
  // is none.
  virtual std::optional<std::string> read_text(const std::string& name) const = 0;
  // "FOLDER/a/b.png" or "ARCHIVE.zip/a/b.png": how errors name a file.
  std::string name_of(const std::string& name) const;

  // Makes the folder with that path from the present top on the top, with what lies in it.
  void enter(const std::string& folder);

 protected:
  explicit PictureFiles(std::string path) : path_(std::move(path)) {}
  // Sorts a file or folder with that path from the top on into the lists above.
  void add(PictureFile file);
  void add_folder(const std::string& name);
  // For what is no file, such as a device or a link to nowhere.
  void add_other(const std::string& name);
  void sort();
  const std::string& top() const { return top_; }

 private:
  std::string path_, top_;  // top_: empty, or a folder with '/' at its end
  std::vector<PictureFile> pictures_;
  std::vector<std::string> folders_, all_folders_;
  std::int64_t hidden_ = 0;
  bool has_hidden_ = false;
  std::map<std::string, std::int64_t> others_;
};

// Which part of a set that is split: "train" and "test" by folders of such names.
enum class Split { train, test };

// Lists a folder, or a zip archive, which is read in place. A single folder that holds everything
// is the top, as are the pictures of `split` if all pictures are in folders named train (or
// training) and test (or testing, val, valid, validation), in any case. Nothing for the test
// pictures of a set that is not split. Throws Error for a path that is neither, what cannot be
// read, no pictures, and folders nested more than 32 deep (as links in a circle are).
std::unique_ptr<PictureFiles> open_pictures(const std::string& path, Split split = Split::train);

// "3 hidden files, 12 other files (.gif, .txt)": what was passed over; empty if nothing.
std::string passed_over_text(const PictureFiles& files);

}  // namespace gan
