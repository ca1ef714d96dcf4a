// Folders and archives of pictures for tests.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>
#include <zip.h>

#include "files.h"
#include "gan/base/image.h"
#include "gan/data/pictures/picture_files.h"
#include "gan/report/pictures/png.h"

namespace gan::test {

// A PNG file of one colour.
inline std::string plain_png(std::int64_t height, std::int64_t width, std::uint8_t level,
                             std::int64_t channels = 1) {
  return encode_png(Image(width, height, level, channels));
}

// Writes files into a folder, with the folders in which they are.
inline void write_files(const std::string& folder,
                        const std::vector<std::pair<std::string, std::string>>& files) {
  for (const auto& [name, bytes] : files) {
    std::filesystem::create_directories(std::filesystem::path(folder + "/" + name).parent_path());
    write_file(folder + "/" + name, bytes);
  }
}

// Writes a zip archive; entries whose names end in '/' are folders.
inline std::string write_zip(const std::string& path,
                             const std::vector<std::pair<std::string, std::string>>& files,
                             bool stored = false) {
  zip_t* const zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  for (const auto& [name, bytes] : files) {
    if (name.back() == '/') {
      zip_dir_add(zip, name.c_str(), ZIP_FL_ENC_RAW);
      continue;
    }
    zip_source_t* const source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
    const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_RAW);
    if (stored) zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
  }
  if (zip_close(zip) != 0) throw std::runtime_error("cannot write " + path);
  return path;
}

inline std::vector<std::string> names_of(const PictureFiles& files) {
  std::vector<std::string> names;
  for (const PictureFile& picture : files.pictures()) names.push_back(picture.name);
  return names;
}

}  // namespace gan::test
