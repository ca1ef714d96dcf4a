// Damage to zip archives, and what comes of it.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include <zlib.h>

#include "files.h"
#include "gan/storage/torchscript/zip_check.h"

namespace gan::test {

// What the bytes unpack to, as far as they do.
inline std::string inflated(std::string bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::runtime_error("inflateInit2");
  std::string content(1 << 16, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(content.data());
  stream.avail_out = static_cast<uInt>(content.size());
  inflate(&stream, Z_FINISH);
  content.resize(stream.total_out);
  inflateEnd(&stream);
  return content;
}

// Where the bytes of an entry lie in the archive.
struct EntryBytes {
  std::size_t begin, size;
  bool deflated;
};

// Of each entry, from the directory's records.
inline std::vector<EntryBytes> entry_bytes(const std::string& archive) {
  const auto number = [&](std::size_t at, int size) {
    std::size_t value = 0;
    while (size-- > 0)
      value = value << 8 | static_cast<unsigned char>(archive[at + static_cast<std::size_t>(size)]);
    return value;
  };
  std::vector<EntryBytes> entries;
  for (std::size_t at = archive.find("PK\1\2"); at != std::string::npos;
       at = archive.find("PK\1\2", at + 4)) {
    const std::size_t local = number(at + 42, 4);
    entries.push_back({local + 30 + number(local + 26, 2) + number(local + 28, 2),
                       number(at + 20, 4), number(at + 10, 2) == 8});
  }
  return entries;
}

inline void flip(std::string& bytes, std::size_t bit) {
  bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ 1 << bit % 8);
}

// Whether the check refuses the bytes, with an error that helps.
inline bool refused(const std::string& bytes) {
  try {
    check_zip(bytes, "x.pt");
    return false;
  } catch (const Error& error) {
    EXPECT_TRUE(has(error.what(), {"x.pt", "damaged or incomplete"}));
    return true;
  }
}

// Flips in the entries that go unseen, save those of deflate's unused bits, which change nothing.
inline std::size_t unseen_flips(std::string bytes) {
  std::size_t unseen = 0;
  for (const auto& [begin, size, is_deflated] : entry_bytes(bytes)) {
    const std::string content = inflated(bytes.substr(begin, size));
    for (std::size_t bit = 8 * begin; bit < 8 * (begin + size); ++bit) {
      flip(bytes, bit);
      if (!refused(bytes) && !(is_deflated && inflated(bytes.substr(begin, size)) == content))
        ++unseen;
      flip(bytes, bit);
    }
  }
  return unseen;
}

}  // namespace gan::test
