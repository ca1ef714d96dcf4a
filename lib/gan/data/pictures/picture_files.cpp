#include "gan/data/pictures/picture_files.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <set>
#include <string_view>

#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/data/pictures/folder_pictures.h"
#include "gan/data/pictures/picture_labels.h"
#include "gan/data/pictures/zip_pictures.h"

namespace gan {
namespace {

constexpr const char* kLookingForPictures = "looking for images";
constexpr std::array<std::string_view, 6> kPictureEndings = {".png", ".jpg",  ".jpeg",
                                                             ".jpe", ".jfif", ".webp"};

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// ".png" of "a/B.PNG"; empty if the last part has none.
std::string ending_of(const std::string& name) {
  const std::size_t slash = name.rfind('/'), dot = name.rfind('.');
  const std::size_t first = slash == std::string::npos ? 0 : slash + 1;
  if (dot == std::string::npos || dot <= first) return "";
  return lower_case(name.substr(dot));
}

bool is_label_file(const std::string& name) {
  const std::string last = name.substr(name.rfind('/') + 1);
  return last == kDatasetJson || last == kMetadataJsonl;
}

bool is_picture_ending(const std::string& ending) {
  return std::find(kPictureEndings.begin(), kPictureEndings.end(), ending) != kPictureEndings.end();
}

// Whether a part of the path begins with a dot, or is the folder in which macOS keeps its own.
bool is_hidden_path(const std::string& name) {
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    const std::string_view part = std::string_view(name).substr(begin, end - begin);
    if (part.empty() || part[0] == '.' || part == "__MACOSX") return true;
    begin = end + 1;
  }
  return false;
}

std::string first_part(const std::string& name) {
  return name.substr(0, name.find('/'));
}

// The folders at the top that hold pictures; nothing if a picture lies beside them.
std::optional<std::set<std::string>> top_folders(const PictureFiles& files) {
  std::set<std::string> folders;
  for (const PictureFile& picture : files.pictures()) {
    if (picture.name.find('/') == std::string::npos) return std::nullopt;
    folders.insert(first_part(picture.name));
  }
  return folders;
}

bool is_train(const std::string& folder) {
  const std::string name = lower_case(folder);
  return name == "train" || name == "training";
}

bool is_test(const std::string& folder) {
  const std::string name = lower_case(folder);
  return name == "test" || name == "testing" || name == "val" || name == "valid" ||
         name == "validation";
}

// Files of labels name pictures from the folder on in which they are.
bool has_label_file(const PictureFiles& files) {
  return files.read_text(kDatasetJson) || files.read_text(kMetadataJsonl);
}

// The folder that holds everything; nothing if there are others, or files of labels beside it.
std::optional<std::string> only_folder(const PictureFiles& files) {
  const std::optional<std::set<std::string>> folders = top_folders(files);
  if (!folders || folders->size() != 1 || files.folders().size() > 1 || has_label_file(files))
    return std::nullopt;
  return *folders->begin();
}

// The folder of that split; nothing if the set is not split.
std::optional<std::string> split_folder(const PictureFiles& files, Split split) {
  const std::optional<std::set<std::string>> folders = top_folders(files);
  if (!folders) return std::nullopt;
  std::optional<std::string> train, test;
  for (const std::string& folder : *folders) {
    if (!is_train(folder) && !is_test(folder)) return std::nullopt;
    // test comes before val.
    if (is_train(folder)) train = folder;
    if (is_test(folder) && !test) test = folder;
  }
  if (!train || has_label_file(files)) return std::nullopt;
  return split == Split::train ? train : test;
}

Error no_pictures(const PictureFiles& files) {
  Error error(kLookingForPictures);
  error.at(files.path())
      .expected(
          "pictures (.png, .jpg, .webp), IDX files with names such as train-images-idx3-ubyte.gz, "
          "or "
          "CIFAR's data_batch_1.bin");
  const std::string others = passed_over_text(files);
  error.found(!others.empty()         ? others
              : has_label_file(files) ? "only labels"
              : files.has_hidden()    ? "only hidden files"
              : files.folders().empty()
                  ? "nothing"
                  : "only folders without files: " + joined(files.folders(), ", "));
  for (const auto& [ending, count] : files.others())
    if (is_picture_ending(ending))
      error.hint("what ends in " + ending + " is no file: a broken link, a pipe or a device");
  if (files.others().count(".npy") > 0)
    error.hint(is_zip(files.path()) ? "save one array of an .npz file: numpy.save(\"images.npy\", "
                                      "numpy.load(file)[\"name\"])"
                                    : "give the .npy file itself");
  if (files.others().count(".pkl") > 0)
    error.hint("it is a network; gan generate and gan evaluate take it by --checkpoint");
  return error;
}

}  // namespace

void PictureFiles::add(PictureFile file) {
  const std::string ending = ending_of(file.name);
  if (is_hidden_path(file.name)) {
    hidden_ += is_picture_ending(ending) ? 1 : 0;
    has_hidden_ = true;
  } else if (is_picture_ending(ending)) {
    pictures_.push_back(std::move(file));
  } else if (!is_label_file(file.name)) {
    ++others_[ending];
  }
}

void PictureFiles::add_folder(const std::string& name) {
  if (is_hidden_path(name))
    has_hidden_ = true;
  else
    all_folders_.push_back(name);
}

void PictureFiles::add_other(const std::string& name) {
  if (!is_hidden_path(name)) ++others_[ending_of(name)];
}

void PictureFiles::sort() {
  std::sort(pictures_.begin(), pictures_.end(),
            [](const PictureFile& a, const PictureFile& b) { return a.name < b.name; });
  std::set<std::string> top;
  for (const std::string& folder : all_folders_) top.insert(first_part(folder));
  folders_.assign(top.begin(), top.end());
}

void PictureFiles::enter(const std::string& folder) {
  const std::string inside = folder + "/";
  const auto outside = [&](const std::string& name) { return name.rfind(inside, 0) != 0; };
  std::vector<PictureFile> kept;
  for (PictureFile& picture : pictures_) {
    if (outside(picture.name)) continue;
    picture.name.erase(0, inside.size());
    kept.push_back(std::move(picture));
  }
  pictures_ = std::move(kept);
  std::vector<std::string> folders;
  for (const std::string& name : all_folders_)
    if (!outside(name)) folders.push_back(name.substr(inside.size()));
  all_folders_ = std::move(folders);
  top_ += inside;
  sort();
}

std::string PictureFiles::name_of(const std::string& name) const {
  return path_ + (!path_.empty() && path_.back() == '/' ? "" : "/") + top_ + name;
}

std::unique_ptr<PictureFiles> open_pictures(const std::string& path, Split split) {
  std::unique_ptr<PictureFiles> files = is_zip(path) ? open_zip(path) : open_folder(path);
  if (files->pictures().empty()) throw no_pictures(*files);
  // File managers wrap what they pack in a folder.
  for (std::optional<std::string> wrapper = only_folder(*files); wrapper;
       wrapper = only_folder(*files))
    files->enter(*wrapper);
  const std::optional<std::string> folder = split_folder(*files, split);
  if (!folder) return split == Split::test ? nullptr : std::move(files);
  files->enter(*folder);
  return files;
}

std::string passed_over_text(const PictureFiles& files) {
  std::vector<std::string> parts;
  const auto counted = [](std::int64_t count, const std::string& what) {
    return count_text(count) + " " + what + (count == 1 ? " file" : " files");
  };
  if (files.hidden() > 0) parts.push_back(counted(files.hidden(), "hidden"));
  std::int64_t others = 0;
  std::vector<std::string> endings;
  for (const auto& [ending, count] : files.others()) {
    others += count;
    if (endings.size() < 5) endings.push_back(ending.empty() ? "no ending" : ending);
  }
  if (files.others().size() > endings.size()) endings.emplace_back("...");
  if (others > 0) parts.push_back(counted(others, "other") + " (" + joined(endings, ", ") + ")");
  return joined(parts, ", ");
}

}  // namespace gan
