// NumPy files. What is read is no more than the file holds.
#include <string_view>

#include "gan/data/formats/content_reader.h"
#include "gan/data/formats/npy_file.h"
#include "outcome.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  for (const std::int64_t most : {std::int64_t{0}, std::int64_t{2}, std::int64_t{1} << 40}) {
    gan::fuzz::succeeds([&] {
      const gan::NpyArray array = gan::parse_npy(file, "file", {most, 1});
      std::size_t count = 1;
      for (const std::int64_t one : array.sizes) count *= static_cast<std::size_t>(one);
      gan::fuzz::require(array.values.size() + array.bytes.size() == count,
                         "as many numbers as the sizes say");
      gan::fuzz::require(count < size || gan::is_gzip(file), "a number takes a byte at least");
      gan::fuzz::require(array.sizes[0] <= most && array.sizes[0] <= array.rows, "rows");
    });
  }
  return 0;
}
