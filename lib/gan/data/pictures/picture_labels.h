// The classes of pictures: by folders, or by a file beside them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gan/data/class_names.h"
#include "gan/data/pictures/picture_files.h"

namespace gan {

constexpr const char* kDatasetJson = "dataset.json";
constexpr const char* kMetadataJsonl = "metadata.jsonl";

struct PictureLabels {
  std::vector<std::int64_t> labels;  // of each picture, from 0; empty: the set has no labels
  std::vector<std::string> classes;  // the name of each label; empty: the set has no labels
  std::string source;                // "class folders", "dataset.json" or "metadata.jsonl"
  std::string missing;               // why the set has no labels; empty if it has
  std::int64_t without_picture = 0;  // labels in a file that are of none of the pictures
  // Folders without a picture, which are no classes.
  std::vector<std::string> empty_folders;
};

// The first of these that is there:
// - dataset.json, as StyleGAN's dataset_tool.py writes it: {"labels": [["00/a.png", 3], ...]}; null
//   instead of the list: no labels. The classes are named by their numbers.
// - metadata.jsonl, as Hugging Face's imagefolder reads it: a line {"file_name": "a.png", "label":
//   ...} for each picture; labels are whole numbers, or texts, whose sorted values are the classes.
//   Lines without "label": no labels.
// - class folders, as torchvision's ImageFolder reads them, if all pictures are in folders, at
//   least two: the folders at the top, sorted, are the classes.
// Throws Error at the file for one that is damaged, names a picture twice, leaves one out, or has
// labels that are negative, above kMostLabel or of several kinds. Names of other files are ignored.
PictureLabels find_picture_labels(const PictureFiles& files);

}  // namespace gan
