// Zip archives of pictures.
#include <memory>
#include <string_view>

#include "gan/data/pictures/picture_files.h"
#include "gan/data/pictures/picture_labels.h"
#include "gan/data/pictures/zip_pictures.h"
#include "outcome.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  gan::fuzz::succeeds([&] {
    const std::unique_ptr<gan::PictureFiles> files = gan::open_zip_bytes(file, "file");
    for (std::size_t i = 0; i < files->pictures().size(); ++i)
      gan::fuzz::require(files->read(i).size() == files->pictures()[i].bytes,
                         "an entry of the size that the archive says");
    if (files->pictures().empty()) return;
    const std::vector<std::int64_t> labels = gan::find_picture_labels(*files).labels;
    gan::fuzz::require(labels.empty() || labels.size() == files->pictures().size(),
                       "a label for each picture");
  });
  return 0;
}
