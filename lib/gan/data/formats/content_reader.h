// The content of a file from its beginning to its end, piece by piece into memory the caller
// provides, unpacked where it is gzip data (RFC 1952).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "gan/base/byte_source.h"

namespace gan {

// Whether bytes begin as a gzip file does.
bool is_gzip(std::string_view bytes);

// Of gzip data, the content of all members, one after the other, as gzip(1) unpacks it; zero bytes
// between and behind them, as tapes leave them, are passed over. Throws Error (beginning with
// `doing`, naming `name`) for damaged data, a wrong checksum or length in a trailer, and data that
// breaks off. `source` must outlive the reader.
class ContentReader {
 public:
  ContentReader(const ByteSource& source, std::string doing, std::string name);
  ~ContentReader();
  ContentReader(const ContentReader&) = delete;
  ContentReader& operator=(const ContentReader&) = delete;

  bool is_packed() const { return inflater_ != nullptr; }
  // Writes the next `count` bytes; fewer only where the content ends. Returns how many.
  std::size_t read(void* to, std::size_t count);
  // Passes over at most `count` bytes. Returns how many there were.
  std::uint64_t skip(std::uint64_t count);
  // How many bytes the content has in all, for checking what a header claims, `expected`, before
  // memory for them is taken. Packed content is counted where its length cannot be had for
  // nothing, and then only up to one byte more than that; damage is found on the way.
  std::uint64_t size(std::uint64_t expected) const;
  // Checks that the content and the file end here, checksum and length of gzip data included. Other
  // bytes than zero behind its last member are an error: they may be a member that was damaged.
  void finish();

 private:
  struct Inflater;
  bool trailer_says(std::uint64_t bytes) const;
  bool fill();
  bool next_member();
  void inflate_some(void* to, std::size_t count);

  const ByteSource& source_;
  std::string doing_, name_;
  std::uint64_t position_ = 0;          // in the source, behind what was read of it
  std::unique_ptr<Inflater> inflater_;  // none where it is not packed
};

// The first twelve bytes of a file's content, fewer where it is shorter, by which its kind is told
// (content_kind.h). Throws Error as FileSource and ContentReader do.
std::string content_head(const std::string& path, const std::string& doing);

}  // namespace gan
