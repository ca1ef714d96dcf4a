// IDX files, as images and as labels. What is read is what is written.
#include "gan/data/formats/idx.h"

#include <string_view>

#include "gan/data/formats/content_reader.h"
#include "outcome.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  for (const int dimensions : {1, 3}) {
    gan::fuzz::succeeds([&] {
      const gan::IdxArray array = gan::parse_idx(file, "file", dimensions);
      gan::fuzz::require(
          gan::is_gzip(file) || gan::encode_idx(array.sizes, array.bytes.data()) == file,
          "an IDX file is its header and its elements");
    });
  }
  return 0;
}
