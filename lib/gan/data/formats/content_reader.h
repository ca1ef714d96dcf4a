// Reads the content of a file in pieces, from its beginning to its end, into memory of the caller;
// unpacks gzip data (RFC 1952).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "gan/base/byte_source.h"

namespace gan {

// Whether the bytes begin like a gzip file.
bool is_gzip(std::string_view bytes);

// Unpacks all members of gzip data, one after the other, as gzip(1) does. Skips zero bytes between
// and after them, which tapes leave. Throws Error (`doing`, at `name`) for damaged data, a wrong
// checksum or length in a trailer, and data that ends too early. `source` must outlive the reader.
class ContentReader {
 public:
  ContentReader(const ByteSource& source, std::string doing, std::string name);
  ~ContentReader();
  ContentReader(const ContentReader&) = delete;
  ContentReader& operator=(const ContentReader&) = delete;

  bool is_packed() const { return inflater_ != nullptr; }
  // Copies the next `count` bytes, fewer only at the content's end. Returns how many.
  std::size_t read(void* to, std::size_t count);
  // Skips at most `count` bytes. Returns how many it skipped.
  std::uint64_t skip(std::uint64_t count);
  // How many bytes the content has in all. Compare them with `expected`, from a header, before
  // allocating memory for them. Packed content is unpacked only if its trailer has another length,
  // and only up to one byte more than `expected`; that finds damage, too.
  std::uint64_t size(std::uint64_t expected) const;
  // Checks that the content and the file end here, with the checksum and length of gzip data. After
  // its last member, only zero bytes are allowed: others may be a damaged member.
  void finish();

 private:
  struct Inflater;
  bool trailer_says(std::uint64_t bytes) const;
  bool fill();
  bool next_member();
  void inflate_some(void* to, std::size_t count);

  const ByteSource& source_;
  std::string doing_, name_;
  std::uint64_t position_ = 0;          // in the source, after the bytes read so far
  std::unique_ptr<Inflater> inflater_;  // null if not packed
};

// The first twelve bytes of a file's content, fewer if it is shorter, for describe_content().
// Throws Error as FileSource and ContentReader do.
std::string content_head(const std::string& path, const std::string& doing);

}  // namespace gan
