// Images as an uncompressed IDX file, written row by row and then mapped into memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/base/image.h"

namespace gan {

class PartFile;

struct MappedImages {
  at::Tensor images;   // uint8 [count, height, width] or [count, 3, height, width]; read only
  std::string sha256;  // of the whole file
};

// Maps a file that ImageFile wrote. Its pages are read as they are needed, and the system may drop
// them again. Throws Error at the path unless the file's SHA-256 is `sha256` and its header fits.
MappedImages map_image_file(const std::string& path, const std::string& sha256);

class ImageFile {
 public:
  // In memory, without a name.
  ImageFile(std::int64_t count, const ImageShape& image);
  // FOLDER/KEY.part, until finish() gives it its name.
  ImageFile(const std::string& folder, const std::string& key, std::int64_t count,
            const ImageShape& image);
  ~ImageFile();
  ImageFile(const ImageFile&) = delete;
  ImageFile& operator=(const ImageFile&) = delete;

  // Takes the disk's space for all images. Throws Error if there is too little.
  void reserve();
  // Stores image `index`, channel by channel. Several threads may call it at once.
  void write(std::int64_t index, const std::uint8_t* values);
  // Drops the images of these indices, which must be sorted; at least one must stay.
  void drop(const std::vector<std::int64_t>& indices);
  // Completes the file, and maps it. A file of a folder is renamed to FOLDER/SHA-256.idx.
  MappedImages finish();

 private:
  std::uint64_t offset(std::int64_t index) const;

  std::unique_ptr<PartFile> part_;  // null in memory
  std::string folder_, name_;       // name_ is for errors
  int descriptor_ = -1;
  std::vector<std::int64_t> sizes_;
  std::uint64_t image_bytes_;
};

}  // namespace gan
