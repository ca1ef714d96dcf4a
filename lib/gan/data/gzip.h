// Reading one gzip member (RFC 1952), piece by piece into memory the caller provides.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "gan/data/byte_source.h"

namespace gan {

// Whether bytes begin as a gzip file does.
bool is_gzip(std::string_view bytes);

// Throws Error (beginning with `doing`, naming `name`) for damaged data, a wrong checksum or length
// in the trailer, and a stream that breaks off. `source` must outlive the reader.
class GzipReader {
 public:
  GzipReader(const ByteSource& source, std::string doing, std::string name);
  ~GzipReader();
  GzipReader(const GzipReader&) = delete;
  GzipReader& operator=(const GzipReader&) = delete;

  // Whether the content can have this many bytes: the length in the trailer (modulo 2^32) says so,
  // and deflate, which packs at most 1032 bytes into one, can reach it. Costs nothing, so a length
  // that a header claims is checked with it before memory is allocated.
  bool can_hold(std::uint64_t bytes) const;

  // Writes the next `count` bytes of the content; fewer only where it ends. Returns how many.
  std::size_t read(void* to, std::size_t count);
  // Passes over at most `count` bytes of the content. Returns how many there were.
  std::uint64_t skip(std::uint64_t count);
  // Checks that the content and the file end here, checksum and length included.
  void finish();

 private:
  struct Inflater;
  const ByteSource& source_;
  std::string doing_, name_;
  std::unique_ptr<Inflater> inflater_;
};

}  // namespace gan
