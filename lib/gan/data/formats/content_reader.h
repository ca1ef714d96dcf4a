// The content of a file from its beginning to its end, unpacked where it is gzip data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "gan/base/byte_source.h"
#include "gan/data/formats/gzip.h"

namespace gan {

// Throws Error (beginning with `doing`, naming `name`) as GzipReader does. `source` must outlive
// the reader.
class ContentReader {
 public:
  ContentReader(const ByteSource& source, std::string doing, std::string name);

  bool is_packed() const { return gzip_.has_value(); }
  // Writes the next `count` bytes; fewer only where the content ends. Returns how many.
  std::size_t read(void* to, std::size_t count);
  // Passes over at most `count` bytes. Returns how many there were.
  std::uint64_t skip(std::uint64_t count);
  // How many bytes the content has in all, for checking what a header claims, `expected`, before
  // memory for them is taken. Packed content is counted where its length cannot be had for
  // nothing, and then only up to one byte more than that; damage is found on the way.
  std::uint64_t size(std::uint64_t expected) const;
  // Checks that the content ends here.
  void finish();

 private:
  const ByteSource& source_;
  std::string doing_, name_;
  std::optional<GzipReader> gzip_;
  std::uint64_t position_ = 0;  // where it is not packed
};

// The first twelve bytes of a file's content, fewer where it is shorter, by which its kind is told
// (content_kind.h). Throws Error as FileSource and GzipReader do.
std::string content_head(const std::string& path, const std::string& doing);

}  // namespace gan
