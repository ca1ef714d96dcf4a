// Writes pictures as a folder of PNG files.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "gan/base/image.h"

namespace gan::app {

struct PictureFolder {
  std::string path, flag;  // the flag that gave the path, for errors
  bool overwrite = false;  // replace pictures that such a call wrote
  // The folders in it, one for each class; empty: the pictures lie in the folder itself.
  std::vector<std::string> classes;
};

// "00001.png" for 1.
std::string picture_name(std::int64_t number);

// A class's name if it can be a folder's, else the class's number.
std::vector<std::string> folder_names(const std::vector<std::string>& classes);

// Draws `count` pictures on all threads and writes all of them or none: picture i as `name_of(i)`,
// "star/00001.png". Shows the progress on a terminal. Throws Error as WholeFolder does, and Stopped
// after a stop signal.
void write_picture_folder(const PictureFolder& folder, std::int64_t count,
                          const std::function<std::string(std::int64_t i)>& name_of,
                          const std::function<Image(std::int64_t i)>& draw);

}  // namespace gan::app
