#include "gan/data/pictures/picture_labels.h"

#include <algorithm>
#include <optional>
#include <set>

#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/data/pictures/label_file.h"

namespace gan {
namespace {

PictureLabels class_folders(const PictureFiles& files) {
  PictureLabels found;
  std::set<std::string> names;
  std::vector<std::string> of_picture;
  for (const PictureFile& picture : files.pictures()) {
    const std::size_t slash = picture.name.find('/');
    if (slash == std::string::npos) {
      found.missing = files.folders().empty() ? "all pictures in one folder"
                                              : files.name_of(picture.name) + " beside folders";
      return found;
    }
    of_picture.push_back(picture.name.substr(0, slash));
    names.insert(of_picture.back());
  }
  for (const std::string& folder : files.folders())
    if (names.count(folder) == 0) found.empty_folders.push_back(folder);
  if (names.size() < 2) {
    found.missing = "pictures only in " + files.name_of(*names.begin());
    return found;
  }
  if (static_cast<std::int64_t>(names.size()) > kMostClasses)
    throw Error("reading labels")
        .at(files.path())
        .expected("at most " + std::to_string(kMostClasses) + " class folders")
        .found(std::to_string(names.size()));
  found.source = "class folders";
  found.classes.assign(names.begin(), names.end());
  for (const std::string& name : of_picture)
    found.labels.push_back(std::lower_bound(found.classes.begin(), found.classes.end(), name) -
                           found.classes.begin());
  // A folder's name may be any bytes; the names go into files of UTF-8.
  for (std::string& name : found.classes)
    if (!is_utf8(name)) name = percent_escaped(name);
  return found;
}

}  // namespace

PictureLabels find_picture_labels(const PictureFiles& files) {
  if (const std::optional<std::string> text = files.read_text(kDatasetJson))
    return parse_dataset_json(*text, files.name_of(kDatasetJson), files);
  if (const std::optional<std::string> text = files.read_text(kMetadataJsonl))
    return parse_metadata_jsonl(*text, files.name_of(kMetadataJsonl), files);
  return class_folders(files);
}

}  // namespace gan
