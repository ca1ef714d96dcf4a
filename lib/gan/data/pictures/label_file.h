// Labels from the files that are told in picture_labels.h.
#pragma once

#include <string>

#include "gan/data/pictures/picture_files.h"
#include "gan/data/pictures/picture_labels.h"

namespace gan {

// From the text of dataset.json, or of metadata.jsonl; `where` names it in errors. Both throw Error
// as find_picture_labels() does.
PictureLabels parse_dataset_json(const std::string& text, const std::string& where,
                                 const PictureFiles& files);
PictureLabels parse_metadata_jsonl(const std::string& text, const std::string& where,
                                   const PictureFiles& files);

}  // namespace gan
