// Reading gzip data (RFC 1952), piece by piece into memory the caller provides.
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

// The content of all members of a file, one after the other, as gzip(1) unpacks it; zero bytes
// between and behind them, as tapes leave them, are passed over. Throws Error (beginning with
// `doing`, naming `name`) for damaged data, a wrong checksum or length in a trailer, and data that
// breaks off. `source` must outlive the reader.
class GzipReader {
 public:
  GzipReader(const ByteSource& source, std::string doing, std::string name);
  ~GzipReader();
  GzipReader(const GzipReader&) = delete;
  GzipReader& operator=(const GzipReader&) = delete;

  // Whether the file is one member of so many bytes by the length in its trailer (modulo 2^32) and
  // by deflate, which packs at most 1032 bytes into one. Costs nothing. A file of several members
  // must be counted by skip().
  bool says(std::uint64_t bytes) const;

  // Writes the next `count` bytes of the content; fewer only where it ends. Returns how many.
  std::size_t read(void* to, std::size_t count);
  // Passes over at most `count` bytes of the content. Returns how many there were.
  std::uint64_t skip(std::uint64_t count);
  // Checks that the content and the file end here, checksum and length included. Other bytes than
  // zero behind the last member are an error: they may be a member that was damaged.
  void finish();

 private:
  struct Inflater;
  bool fill();
  bool next_member();
  void inflate_some(void* to, std::size_t count);

  const ByteSource& source_;
  std::string doing_, name_;
  std::unique_ptr<Inflater> inflater_;
};

}  // namespace gan
